/** Compares the definitions with those of the last release. */
@NullMarked
package dev.dragoman.resources.compatibility;

import org.jspecify.annotations.NullMarked;
