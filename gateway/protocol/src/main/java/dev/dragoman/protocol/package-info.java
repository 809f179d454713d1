/** The list of the protocols that this build speaks; the only package that knows them all. */
@NullMarked
package dev.dragoman.protocol;

import org.jspecify.annotations.NullMarked;
