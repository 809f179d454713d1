/**
 * Bytes on the wire, ignorant of any protocol: server-sent events in any slicing, headers,
 * messages. Imports nothing of Dragoman but the model's errors.
 */
@NullMarked
package dev.dragoman.protocol.wire;

import org.jspecify.annotations.NullMarked;
