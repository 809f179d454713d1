package dev.dragoman.protocol.model;

import org.jspecify.annotations.Nullable;

/**
 * Caching asked for the whole request.
 *
 * @param automaticTtl ttl of Anthropic's top-level {@code cache_control}
 * @param mode OpenAI's {@code implicit} or {@code explicit}
 * @param retention OpenAI's {@code prompt_cache_retention}
 * @param cachedContentName Gemini's cached content resource
 */
public record CachePolicy(
    @Nullable String automaticTtl,
    @Nullable String mode,
    @Nullable String retention,
    @Nullable String cachedContentName) {}
