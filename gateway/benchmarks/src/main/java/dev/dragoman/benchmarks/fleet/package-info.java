/**
 * What a large fleet costs the operator: {@link dev.dragoman.benchmarks.fleet.FleetLoad} makes many
 * routes and keys, resolves and renders them in its own process, and prints one table with its
 * floors.
 *
 * <p>May import {@code dragoman.fleet} with what it takes and gives. No file, no network.
 */
@NullMarked
package dev.dragoman.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
