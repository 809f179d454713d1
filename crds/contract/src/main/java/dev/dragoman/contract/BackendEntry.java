package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * Where a route goes.
 *
 * @param name unique in its route
 * @param provider name of a {@link ProviderEntry}
 * @param model the upstream's name of the model; null for the name that was asked for
 */
public record BackendEntry(
    String name, String provider, @Nullable String model, TimeoutsEntry timeouts) {}
