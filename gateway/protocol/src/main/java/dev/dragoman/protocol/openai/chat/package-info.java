/**
 * OpenAI Chat Completions, both sides, whole and streamed: what clients of OpenAI's SDKs speak and
 * what OpenAI and the many compatible servers answer. May import codec, json, model, normalise,
 * wire and {@code openai}; no other protocol.
 *
 * <p>Source of the shapes: the OpenAI API reference, Chat Completions; of the oddities of
 * compatible servers: the issues named where they are handled.
 */
@NullMarked
package dev.dragoman.protocol.openai.chat;

import org.jspecify.annotations.NullMarked;
