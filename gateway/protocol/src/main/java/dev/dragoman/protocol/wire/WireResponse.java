package dev.dragoman.protocol.wire;

/** A whole response of one protocol as bytes. */
public record WireResponse(int status, WireHeaders headers, byte[] body) {}
