/** Tests of OpenAI Responses. */
@NullMarked
package dev.dragoman.protocol.openai.responses;

import org.jspecify.annotations.NullMarked;
