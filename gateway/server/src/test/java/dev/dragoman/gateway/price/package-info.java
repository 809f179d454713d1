/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.price;

import org.jspecify.annotations.NullMarked;
