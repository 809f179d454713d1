/**
 * What all protocols of OpenAI share: the form of errors. May import codec, json, model and wire.
 */
@NullMarked
package dev.dragoman.protocol.openai;

import org.jspecify.annotations.NullMarked;
