/**
 * The ports that a protocol implements, what they exchange, and the capabilities of targets.
 * Imports model, json and wire.
 */
@NullMarked
package dev.dragoman.protocol.codec;

import org.jspecify.annotations.NullMarked;
