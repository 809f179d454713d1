/** A store that ends with its process. */
@NullMarked
package dev.dragoman.store.memory;

import org.jspecify.annotations.NullMarked;
