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
