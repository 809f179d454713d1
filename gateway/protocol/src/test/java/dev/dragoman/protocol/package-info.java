/** Laws of the whole module. */
@NullMarked
package dev.dragoman.protocol;

import org.jspecify.annotations.NullMarked;
