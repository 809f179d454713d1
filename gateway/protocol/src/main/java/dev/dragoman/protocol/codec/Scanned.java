package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonScan;

/**
 * What routing needs of a body that is not decoded.
 *
 * @param model the public name that the client used
 * @param stream whether a stream is asked for
 * @param usageInStream whether the client itself asked for usage in the stream
 */
public record Scanned(String model, boolean stream, boolean usageInStream, JsonScan scan) {}
