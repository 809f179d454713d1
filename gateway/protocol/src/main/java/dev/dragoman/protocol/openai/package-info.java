/**
 * What all protocols of OpenAI share: the form of errors and of rates, tolerant reading of answers,
 * schemas that are taken as strict, and characters that a server cuts in two. May import codec,
 * json, model and wire.
 */
@NullMarked
package dev.dragoman.protocol.openai;

import org.jspecify.annotations.NullMarked;
