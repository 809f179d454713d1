/**
 * What a request may do: limits and budgets of its key, the key's quotas and its route. Shared by
 * the fleet through the windows of a store, from which each process takes slices. Imports contract,
 * store ports and Reactor; knows no protocol. What is spent while the store is out of reach is kept
 * by {@code debt}.
 */
@NullMarked
package dev.dragoman.gateway.limit;

import org.jspecify.annotations.NullMarked;
