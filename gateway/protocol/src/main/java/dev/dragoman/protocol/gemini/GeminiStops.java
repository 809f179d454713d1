package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The table of stop reasons. A call is told by its part alone, so {@code STOP} agrees with the
 * answer later. Source: {@code FinishReason} and {@code BlockReason} in the API reference.
 */
final class GeminiStops {
  private GeminiStops() {}

  /** Reads {@code finishReason} of a candidate, null while it has none. */
  static @Nullable StopReason decode(JsonCursor candidate) {
    String word = candidate.string("finishReason");
    return word == null
        ? null
        : new StopReason(kind(word), null, null, candidate.string("finishMessage"), word);
  }

  /** Reads {@code promptFeedback} of an answer, null when the prompt was not blocked. */
  static @Nullable StopReason decodeFeedback(JsonCursor answer) {
    JsonCursor feedback = answer.get("promptFeedback");
    String word = feedback == null ? null : feedback.string("blockReason");
    return feedback == null || word == null
        ? null
        : new StopReason(
            Kind.CONTENT_FILTER, null, null, feedback.string("blockReasonMessage"), word);
  }

  /** The word for clients: the upstream's own where it is one of these, else the kind's. */
  static String encode(StopReason stop) {
    String raw = stop.raw();
    if (raw != null && kind(raw) == stop.kind() && stop.kind() != Kind.OTHER) {
      return raw;
    }
    return switch (stop.kind()) {
      case END_TURN, STOP_SEQUENCE, TOOL_USE, PAUSE_TURN, COMPACTION -> "STOP";
      case MAX_TOKENS, CONTEXT_WINDOW -> "MAX_TOKENS";
      case REFUSAL, CONTENT_FILTER -> "SAFETY";
      case RECITATION -> "RECITATION";
      case MALFORMED_TOOL_CALL -> "MALFORMED_FUNCTION_CALL";
      case CANCELLED, OTHER -> "OTHER";
    };
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "STOP" -> Kind.END_TURN;
      case "MAX_TOKENS" -> Kind.MAX_TOKENS;
      case "SAFETY",
          "BLOCKLIST",
          "PROHIBITED_CONTENT",
          "SPII",
          "IMAGE_SAFETY",
          "IMAGE_PROHIBITED_CONTENT" ->
          Kind.CONTENT_FILTER;
      case "RECITATION", "IMAGE_RECITATION" -> Kind.RECITATION;
      case "CONTINUATION" -> Kind.PAUSE_TURN;
      case "MALFORMED_FUNCTION_CALL",
          "UNEXPECTED_TOOL_CALL",
          "TOO_MANY_TOOL_CALLS",
          "MALFORMED_RESPONSE" ->
          Kind.MALFORMED_TOOL_CALL;
      default -> Kind.OTHER;
    };
  }
}
