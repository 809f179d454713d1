package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/** What the contract with the vendor allows; absent is unlimited. */
public record CapacityEntry(
    @Nullable Integer maxConcurrent,
    @Nullable Integer requestsPerMinute,
    @Nullable Long tokensPerMinute) {}
