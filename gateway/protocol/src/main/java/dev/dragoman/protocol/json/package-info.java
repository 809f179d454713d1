/**
 * JSON without loss: a parsed tree whose containers remember their source text, a writer, and
 * splicing by byte range. Imports Jackson's streaming core alone.
 */
@NullMarked
package dev.dragoman.protocol.json;

import org.jspecify.annotations.NullMarked;
