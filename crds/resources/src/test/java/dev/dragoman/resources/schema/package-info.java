/** Generates the definitions from the classes, and holds them to the laws of this project. */
@NullMarked
package dev.dragoman.resources.schema;

import org.jspecify.annotations.NullMarked;
