package dev.dragoman.protocol.wire;

/**
 * A request of one protocol as bytes.
 *
 * @param path below the base URL of the protocol, with a leading slash
 * @param headers without credentials, host and framing
 * @param stream whether a stream is asked for
 */
public record WireRequest(String path, WireHeaders headers, byte[] body, boolean stream) {}
