package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request is going to need.
 *
 * @param caller whose usage it is, null without a key
 * @param bounds all of which must allow it
 * @param inputTokens an estimate
 * @param outputTokens the most that the answer may have
 * @param rating what that would cost at the dearest of its targets
 */
public record Ask(
    @Nullable Subject caller,
    List<Bound> bounds,
    long inputTokens,
    long outputTokens,
    Rating rating) {
  /** An answer of fewer tokens than this is of no use to anybody. */
  public static final int LEAST_OUTPUT = 256;

  public Ask {
    bounds = List.copyOf(bounds);
  }

  /** The least that the answer is worth being asked for. */
  long leastOutput() {
    return Math.min(outputTokens, LEAST_OUTPUT);
  }

  /** Prices of the targets that a request may go to. */
  @FunctionalInterface
  public interface Rating {
    /** Of targets that have no price. */
    Rating NONE = (input, output) -> null;

    /** The most that so many tokens may cost, null where a target has no price. */
    @Nullable Money dearest(long inputTokens, long outputTokens);
  }
}
