/**
 * The Gemini API, as upstreams speak it: generateContent and streamGenerateContent. What a part is
 * signed with stands before the part as a thought of its own, so that every client that carries
 * thoughts brings it back. Imports codec, model, json, wire and normalise.
 */
@NullMarked
package dev.dragoman.protocol.gemini;

import org.jspecify.annotations.NullMarked;
