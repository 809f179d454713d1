package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.OutputBound;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the answer to a body of {@code /v1/messages} within a bound. {@code
 * thinking.budget_tokens}, at least 1,024, is part of {@code max_tokens} and has to be smaller. A
 * budget that the lower {@code max_tokens} would make illegal becomes half of it, so that as much
 * is left for the answer as for the thought. A budget that was not smaller before is the upstream's
 * to judge: with interleaved thinking it is legal. Source: "Extended thinking" on
 * platform.claude.com.
 */
final class AnthropicAnswerLength {
  private static final String MAX_TOKENS = "max_tokens";
  private static final String BUDGET = "thinking.budget_tokens";
  private static final int LEAST_BUDGET = 1_024;

  private AnthropicAnswerLength() {}

  /**
   * The body within the bound, the same array when it already is.
   *
   * @throws GatewayException {@code INVALID_REQUEST} when the bound leaves no room for the least
   *     budget of the thinking that is asked for
   */
  static OutputBound.Bounded<byte[]> bounded(byte[] body, OutputBound bound) {
    JsonScan scan = OutputBound.scan(body, MAX_TOKENS, AnthropicReasoning.THINKING, BUDGET);
    BigDecimal asked = OutputBound.asked(scan, MAX_TOKENS);
    if (asked != null && !bound.isExceededBy(asked)) {
      return new OutputBound.Bounded<>(body, List.of());
    }
    List<Dropped> lowered = new ArrayList<>();
    byte[] bounded = scan.with(MAX_TOKENS, JsonText.ofNumber(bound.given()));
    if (asked != null) {
      lowered.add(bound.lowered(MAX_TOKENS, bound.given()));
    }
    BigDecimal budget = OutputBound.asked(scan, BUDGET);
    if (budget != null && fitted(budget, asked) && !fits(budget, bound.given())) {
      int less = budgetWithin(bound);
      bounded = OutputBound.scan(bounded, BUDGET).with(BUDGET, JsonText.ofNumber(less));
      lowered.add(bound.lowered(BUDGET, less));
    }
    return new OutputBound.Bounded<>(bounded, lowered);
  }

  private static boolean fitted(BigDecimal budget, @Nullable BigDecimal maxTokens) {
    return maxTokens == null || budget.compareTo(maxTokens) < 0;
  }

  private static boolean fits(BigDecimal budget, int maxTokens) {
    return budget.compareTo(BigDecimal.valueOf(maxTokens)) < 0;
  }

  private static int budgetWithin(OutputBound bound) {
    if (bound.given() <= LEAST_BUDGET) {
      throw GatewayException.at(
          BUDGET,
          "answers of this route have at most "
              + bound.given()
              + " tokens, which leaves no room for thinking; switch it off");
    }
    return Math.max(LEAST_BUDGET, bound.given() / 2);
  }
}
