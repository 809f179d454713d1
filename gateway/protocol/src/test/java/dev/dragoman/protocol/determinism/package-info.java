/** The same request becomes the same bytes, whatever process converts it. */
@NullMarked
package dev.dragoman.protocol.determinism;

import org.jspecify.annotations.NullMarked;
