/**
 * OpenAI Responses, the side that clients see, whole and streamed: what Codex and the newer calls
 * of OpenAI's SDKs speak. May import codec, json, model, normalise, wire and {@code openai}; no
 * other protocol.
 *
 * <p>Source of the shapes: the OpenAI API reference, Responses and its streaming events; of what
 * clients send: Codex CLI 0.169 and openai-java 4.101.
 */
@NullMarked
package dev.dragoman.protocol.openai.responses;

import org.jspecify.annotations.NullMarked;
