package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The table of stop reasons. Which sequence matched is told only where it was asked for, as an
 * additional field of the model's own answer (vercel/ai#11410). Source: {@code stopReason} of
 * Converse in the Bedrock API reference.
 */
final class ConverseStops {
  /** What is asked for of Claude's own answer. */
  static final String SEQUENCE_PATH = "/stop_sequence";

  private ConverseStops() {}

  /** Reads {@code stopReason} of an answer or of {@code messageStop}; a missing one is unknown. */
  static StopReason decode(JsonCursor holder) {
    String word = holder.string("stopReason");
    Kind kind = word == null ? Kind.OTHER : kind(word);
    return new StopReason(
        kind, kind == Kind.STOP_SEQUENCE ? sequence(holder) : null, null, null, word);
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "end_turn" -> Kind.END_TURN;
      case "tool_use" -> Kind.TOOL_USE;
      case "max_tokens" -> Kind.MAX_TOKENS;
      case "stop_sequence" -> Kind.STOP_SEQUENCE;
      case "guardrail_intervened", "content_filtered" -> Kind.CONTENT_FILTER;
      case "model_context_window_exceeded" -> Kind.CONTEXT_WINDOW;
      case "malformed_tool_use", "malformed_model_output" -> Kind.MALFORMED_TOOL_CALL;
      case "refusal" -> Kind.REFUSAL;
      case "pause_turn" -> Kind.PAUSE_TURN;
      default -> Kind.OTHER;
    };
  }

  private static @Nullable String sequence(JsonCursor holder) {
    JsonCursor fields = holder.get("additionalModelResponseFields");
    JsonCursor value =
        fields == null || !fields.isObject() ? null : fields.get(SEQUENCE_PATH.substring(1));
    return value != null && value.isString() ? value.string() : null;
  }
}
