/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.upstream.simulated;

import org.jspecify.annotations.NullMarked;
