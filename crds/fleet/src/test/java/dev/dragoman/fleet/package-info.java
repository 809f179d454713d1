/** Tests of this package. */
@NullMarked
package dev.dragoman.fleet;

import org.jspecify.annotations.NullMarked;
