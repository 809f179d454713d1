/** Tests of this package. */
@NullMarked
package dev.dragoman.gateway.keys;

import org.jspecify.annotations.NullMarked;
