/** Tests of this package. */
@NullMarked
package dev.dragoman.store.window;

import org.jspecify.annotations.NullMarked;
