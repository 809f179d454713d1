package dev.dragoman.protocol.model;

/**
 * The vendor that owns an opaque value (a signature, a file id). Values never cross vendors.
 *
 * @param name lower-case vendor name, such as {@code anthropic}
 */
public record Provider(String name) {}
