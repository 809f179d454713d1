/** Tests of the classes themselves. */
@NullMarked
package dev.dragoman.resources;

import org.jspecify.annotations.NullMarked;
