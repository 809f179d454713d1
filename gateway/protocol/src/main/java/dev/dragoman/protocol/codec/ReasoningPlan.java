package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is said to a target about thinking, in no protocol's words: an encoder only has to spell it.
 *
 * @param form which of the target's controls is used
 * @param effort beside {@link Form#ADAPTIVE}, {@link Form#SWITCH} and {@link Form#EFFORT}, null to
 *     leave it to the model
 * @param budgetTokens with {@link Form#BUDGET}
 * @param maxTokens the output bound that goes with the budget, null to leave the usual one
 * @param dropped what became of the client's wish, if something did
 */
public record ReasoningPlan(
    Form form,
    @Nullable Effort effort,
    @Nullable Integer budgetTokens,
    @Nullable Integer maxTokens,
    List<Dropped> dropped) {
  /** Which of the target's controls is used. */
  public enum Form {
    /** Nothing is said. */
    ABSENT,
    /** Thinking is switched off by saying so. */
    OFF,
    BUDGET,
    ADAPTIVE,
    EFFORT,
    SWITCH
  }

  public ReasoningPlan {
    dropped = List.copyOf(dropped);
  }

  /**
   * What to say for {@code request}.
   *
   * @param messages of the request, as far as they can be sent: some rules depend on whether the
   *     thinking of the last turn is among them
   */
  public static ReasoningPlan of(
      ChatRequest request, List<Message> messages, Capabilities capabilities) {
    return new ReasoningPlanner(request, messages, capabilities).plan();
  }

  /** Whether the model is told to think. */
  public boolean thinks() {
    return switch (form) {
      case BUDGET, ADAPTIVE, EFFORT, SWITCH -> true;
      case ABSENT, OFF -> false;
    };
  }

  /** The effort as all providers spell it, null without one. */
  public @Nullable String effortWord() {
    return effort == null ? null : effort.name().toLowerCase(Locale.ROOT);
  }
}
