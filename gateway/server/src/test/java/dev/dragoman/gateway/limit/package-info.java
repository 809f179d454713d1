/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.limit;

import org.jspecify.annotations.NullMarked;
