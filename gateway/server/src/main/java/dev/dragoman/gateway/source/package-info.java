/**
 * Where a pod's configuration comes from: a copy of its own, the mounted boot copy, the operator's
 * stream; all of them end in one {@code Intake}. Imports contract, protocol and {@code config}; its
 * part {@code stream} knows the network.
 */
@NullMarked
package dev.dragoman.gateway.source;

import org.jspecify.annotations.NullMarked;
