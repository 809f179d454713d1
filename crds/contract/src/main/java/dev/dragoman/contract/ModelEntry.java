package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says of one of its models; absent values come from the built-in table.
 *
 * @param name the upstream's name of the model
 * @param contextWindow tokens in all
 * @param maxOutput most output tokens of one answer
 */
public record ModelEntry(
    String name, @Nullable Integer contextWindow, @Nullable Integer maxOutput) {}
