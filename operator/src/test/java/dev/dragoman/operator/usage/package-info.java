/** Tests of this package. */
@NullMarked
package dev.dragoman.operator.usage;

import org.jspecify.annotations.NullMarked;
