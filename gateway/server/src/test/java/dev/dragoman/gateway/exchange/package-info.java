/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.exchange;

import org.jspecify.annotations.NullMarked;
