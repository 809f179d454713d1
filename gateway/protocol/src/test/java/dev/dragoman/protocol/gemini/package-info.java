/** The codec of the Gemini API, by its bytes. */
@NullMarked
package dev.dragoman.protocol.gemini;

import org.jspecify.annotations.NullMarked;
