/** Tests of this package. */
@NullMarked
package dev.dragoman.operator.keys;

import org.jspecify.annotations.NullMarked;
