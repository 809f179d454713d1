package dev.dragoman.store.window;

import java.math.BigDecimal;

/**
 * What was counted. Additive.
 *
 * @param inputTokens all input, cached or not
 * @param cachedTokens the part of the input that was read from a cache
 * @param limited requests that were refused by a bound
 * @param cost in the currency of the prices; zero where none is known
 */
public record Tally(
    long requests,
    long inputTokens,
    long outputTokens,
    long cachedTokens,
    long limited,
    BigDecimal cost) {
  /** Nothing. */
  public static final Tally NONE = new Tally(0, 0, 0, 0, 0, BigDecimal.ZERO);

  public Tally {
    cost = Amounts.plain(cost);
  }

  /** Both together. */
  public Tally plus(Tally other) {
    return new Tally(
        requests + other.requests,
        inputTokens + other.inputTokens,
        outputTokens + other.outputTokens,
        cachedTokens + other.cachedTokens,
        limited + other.limited,
        cost.add(other.cost));
  }

  /** Whether nothing was counted. */
  public boolean isNone() {
    return requests == 0
        && inputTokens == 0
        && outputTokens == 0
        && cachedTokens == 0
        && limited == 0
        && cost.signum() == 0;
  }
}
