package dev.dragoman.protocol.model;

import org.jspecify.annotations.Nullable;

/**
 * A mark that everything up to and including this block may be cached by the upstream.
 *
 * @param ttl {@code 5m}, {@code 30m}, {@code 1h}, {@code 12h}, or null for the protocol's default
 */
public record CacheHint(@Nullable String ttl, Extensions ext) {}
