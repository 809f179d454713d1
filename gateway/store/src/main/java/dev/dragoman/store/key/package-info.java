/** Keys by their public id: digests, never texts. */
@NullMarked
package dev.dragoman.store.key;

import org.jspecify.annotations.NullMarked;
