/**
 * Repairs a conversation for a target: order of turns, pairing of tool calls with their results,
 * ids. Pure functions of the request, so that the same request always gives the same bytes. Imports
 * model, json and codec.
 */
@NullMarked
package dev.dragoman.protocol.normalise;

import org.jspecify.annotations.NullMarked;
