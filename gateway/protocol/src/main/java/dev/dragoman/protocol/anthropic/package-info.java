/**
 * The Anthropic Messages protocol, both sides: requests, answers, streams, errors and the
 * byte-exact path. {@link dev.dragoman.protocol.anthropic.AnthropicProtocol} is the way in. Imports
 * model, json, wire, codec and normalise, never another protocol.
 */
@NullMarked
package dev.dragoman.protocol.anthropic;

import org.jspecify.annotations.NullMarked;
