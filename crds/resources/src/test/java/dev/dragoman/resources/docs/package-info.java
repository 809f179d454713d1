/** Writes the reference page from the generated definitions. */
@NullMarked
package dev.dragoman.resources.docs;

import org.jspecify.annotations.NullMarked;
