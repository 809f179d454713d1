package dev.dragoman.protocol.model;

import org.jspecify.annotations.Nullable;

/**
 * Why the model stopped.
 *
 * @param stopSequence the sequence that matched, where the upstream says it
 * @param detailCategory category of a refusal, where given
 * @param detailText explanation of a refusal, where given
 * @param raw the upstream's own word
 */
public record StopReason(
    Kind kind,
    @Nullable String stopSequence,
    @Nullable String detailCategory,
    @Nullable String detailText,
    @Nullable String raw) {
  /** The reasons of all protocols. */
  public enum Kind {
    END_TURN,
    MAX_TOKENS,
    STOP_SEQUENCE,
    TOOL_USE,
    PAUSE_TURN,
    REFUSAL,
    CONTENT_FILTER,
    RECITATION,
    CONTEXT_WINDOW,
    MALFORMED_TOOL_CALL,
    COMPACTION,
    CANCELLED,
    OTHER
  }

  public static StopReason of(Kind kind, @Nullable String raw) {
    return new StopReason(kind, null, null, null, raw);
  }

  /**
   * This reason in agreement with the answer: tool use if and only if a tool was called, except
   * where the answer was cut or refused (protocols.md 2.10).
   */
  public StopReason agreeing(boolean toolCalled) {
    return switch (kind) {
      case END_TURN, OTHER -> toolCalled ? withKind(Kind.TOOL_USE) : this;
      case TOOL_USE -> toolCalled ? this : withKind(Kind.END_TURN);
      case MAX_TOKENS,
          STOP_SEQUENCE,
          PAUSE_TURN,
          REFUSAL,
          CONTENT_FILTER,
          RECITATION,
          CONTEXT_WINDOW,
          MALFORMED_TOOL_CALL,
          COMPACTION,
          CANCELLED ->
          this;
    };
  }

  /** The same stop under another kind. */
  public StopReason withKind(Kind other) {
    return new StopReason(other, stopSequence, detailCategory, detailText, raw);
  }
}
