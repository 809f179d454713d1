/** Tests of the package of the same name. */
@NullMarked
package dev.dragoman.protocol.openai.embeddings;

import org.jspecify.annotations.NullMarked;
