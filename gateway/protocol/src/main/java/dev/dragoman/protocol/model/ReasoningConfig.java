package dev.dragoman.protocol.model;

import org.jspecify.annotations.Nullable;

/**
 * How much the model shall think.
 *
 * @param budgetTokens tokens for thinking, with {@link Mode#BUDGET}
 * @param summaryStyle OpenAI's {@code summary} word
 * @param wantEncrypted whether the client asked for state that it can send back
 */
public record ReasoningConfig(
    Mode mode,
    @Nullable Effort effort,
    @Nullable Integer budgetTokens,
    @Nullable Display display,
    @Nullable String summaryStyle,
    boolean wantEncrypted,
    Extensions ext) {
  /** The same wish with another number of tokens. */
  public ReasoningConfig withBudget(int tokens) {
    return new ReasoningConfig(mode, effort, tokens, display, summaryStyle, wantEncrypted, ext);
  }

  /** Which of the providers' controls the client used. */
  public enum Mode {
    OFF,
    ADAPTIVE,
    BUDGET,
    EFFORT
  }

  public enum Effort {
    NONE,
    MINIMAL,
    LOW,
    MEDIUM,
    HIGH,
    XHIGH,
    MAX
  }

  /** What of the thought the client wants to see. */
  public enum Display {
    OMITTED,
    SUMMARY,
    FULL
  }
}
