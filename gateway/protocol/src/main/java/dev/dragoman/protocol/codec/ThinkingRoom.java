package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import org.jspecify.annotations.Nullable;

/**
 * How many tokens there are to think with, and to answer with.
 *
 * @param asked how long the client lets the answer be, null when it does not say
 */
record ThinkingRoom(@Nullable Integer asked, Capabilities capabilities) {
  /** What an answer may have beside its thinking when nobody says how long it may be. */
  private static final int USUAL_ANSWER = 32_000;

  /** Anthropic API reference, extended thinking: {@code budget_tokens} is at least 1024. */
  private static final int USUAL_LEAST = 1024;

  private ReasoningControls controls() {
    return capabilities.controls();
  }

  /** The smallest budget that the model takes. */
  int least() {
    return controls().minBudget() == null ? USUAL_LEAST : controls().minBudget();
  }

  /** The smallest one that a model takes which need not use it up. */
  int leastDynamic() {
    return controls().minBudget() == null ? 1 : controls().minBudget();
  }

  /** The largest budget that the model takes. */
  int most() {
    Integer most = controls().maxBudget();
    return most == null ? EffortScale.budget(Effort.XHIGH, 0) : most;
  }

  /** Whether the model gives shorter answers than the client fitted its budget to. */
  boolean isLowered() {
    Integer most = capabilities.maxOutput();
    return asked != null && most != null && asked > most;
  }

  /** The bound of an answer to write beside {@code budget}, null when the client has given one. */
  @Nullable Integer bound(int budget) {
    if (asked != null) {
      return null;
    }
    Integer most = capabilities.maxOutput();
    return most == null ? budget + USUAL_ANSWER : most;
  }

  /** How long an answer gets, its thinking with it. */
  int answer() {
    Integer most = capabilities.maxOutput();
    int length = asked == null ? USUAL_ANSWER : asked;
    return most == null ? length : Math.min(length, most);
  }
}
