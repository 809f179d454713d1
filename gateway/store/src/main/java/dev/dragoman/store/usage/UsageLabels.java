package dev.dragoman.store.usage;

import org.jspecify.annotations.Nullable;

/**
 * Whose usage it is, and of what.
 *
 * @param subject uid of the key, {@code anonymous} without one
 * @param keyId its public id
 * @param keyName {@code namespace/name} of the key
 * @param team of the key's owner
 * @param model the upstream's name of the model
 */
public record UsageLabels(
    String subject,
    String keyId,
    String keyName,
    @Nullable String team,
    String route,
    String provider,
    String model) {}
