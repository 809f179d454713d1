package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import org.jspecify.annotations.Nullable;

/** The table between {@code finish_reason} and the neutral reasons, both ways. */
final class FinishReasons {
  private FinishReasons() {}

  /**
   * The reason behind a {@code finish_reason}. Many servers say {@code stop} where they mean {@code
   * tool_calls} (maximhq/bifrost#6123), so the answer's content decides; a call that was cut by the
   * limit or the filter is no call.
   *
   * @param word null or empty when the upstream gave none
   * @param calls whether the answer holds a call
   * @param refused whether the answer holds refusal text
   */
  static StopReason decode(@Nullable String word, boolean calls, boolean refused) {
    return StopReason.of(kind(word == null ? "" : word, calls, refused), word);
  }

  private static Kind kind(String word, boolean calls, boolean refused) {
    return switch (word) {
      case "length" -> Kind.MAX_TOKENS;
      case "content_filter" -> Kind.CONTENT_FILTER;
      case "", "stop", "tool_calls", "function_call" ->
          calls ? Kind.TOOL_USE : refused ? Kind.REFUSAL : Kind.END_TURN;
      default -> calls ? Kind.TOOL_USE : Kind.OTHER;
    };
  }

  /**
   * The {@code finish_reason} of a reason.
   *
   * @param refusalShown whether the answer holds refusal text of the model itself: then it is an
   *     ordinary answer, as OpenAI has it
   */
  static String encode(StopReason stop, boolean refusalShown) {
    return switch (stop.kind()) {
      case END_TURN, STOP_SEQUENCE, PAUSE_TURN, MALFORMED_TOOL_CALL, COMPACTION, CANCELLED, OTHER ->
          "stop";
      case TOOL_USE -> "tool_calls";
      case MAX_TOKENS, CONTEXT_WINDOW -> "length";
      case CONTENT_FILTER, RECITATION -> "content_filter";
      case REFUSAL -> refusalShown ? "stop" : "content_filter";
    };
  }
}
