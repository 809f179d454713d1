package dev.dragoman.contract;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one model of a provider; absent values come from the gateway's table of
 * families.
 *
 * @param name the upstream's name of the model
 * @param contextWindow tokens in all
 * @param maxOutput most output tokens of one answer
 * @param capabilities what the model takes, where it differs from its family
 * @param price null when it is not known: then no budget in money can cover the model
 */
public record ModelEntry(
    String name,
    @Nullable Integer contextWindow,
    @Nullable Integer maxOutput,
    @Nullable CapabilitiesEntry capabilities,
    @Nullable PriceEntry price) {
  public ModelEntry {
    Require.text(name, "name");
    if (contextWindow != null) {
      Require.atLeast(1, contextWindow, "contextWindow");
    }
    if (maxOutput != null) {
      Require.atLeast(1, maxOutput, "maxOutput");
    }
  }
}
