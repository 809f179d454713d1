/**
 * Bedrock Converse, as upstreams speak it: JSON of its REST API, with the events of a stream as
 * named frames. Signing and the binary framing of streams are the transport's. Imports codec,
 * model, json, wire and normalise.
 */
@NullMarked
package dev.dragoman.protocol.bedrock;

import org.jspecify.annotations.NullMarked;
