/** Tests of this package. */
@NullMarked
package dev.dragoman.store;

import org.jspecify.annotations.NullMarked;
