/**
 * The process of a gateway image: what its environment says, started and ended. Nobody imports it.
 */
@NullMarked
package dev.dragoman.gateway.pod;

import org.jspecify.annotations.NullMarked;
