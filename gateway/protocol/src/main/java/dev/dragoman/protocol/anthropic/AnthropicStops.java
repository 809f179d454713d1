package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The table of stop reasons, both directions. Source: "Handling stop reasons" on
 * platform.claude.com; for reasons of other protocols litellm#23899, laravel/ai#881,
 * camel-ai/camel#4210 and litellm#40857.
 */
final class AnthropicStops {
  private AnthropicStops() {}

  /**
   * Reads {@code stop_reason}, {@code stop_sequence} and {@code stop_details} of a message or of a
   * message delta; null when there is no stop reason.
   */
  static @Nullable StopReason decode(JsonCursor holder) {
    String word = holder.string("stop_reason");
    if (word == null) {
      return null;
    }
    JsonCursor details = holder.get("stop_details");
    return new StopReason(
        kind(word),
        holder.string("stop_sequence"),
        details == null ? null : details.string("category"),
        details == null ? null : details.string("explanation"),
        word);
  }

  private static Kind kind(String word) {
    return switch (word) {
      case "end_turn" -> Kind.END_TURN;
      case "max_tokens" -> Kind.MAX_TOKENS;
      case "stop_sequence" -> Kind.STOP_SEQUENCE;
      case "tool_use" -> Kind.TOOL_USE;
      case "pause_turn" -> Kind.PAUSE_TURN;
      case "refusal" -> Kind.REFUSAL;
      case "model_context_window_exceeded" -> Kind.CONTEXT_WINDOW;
      case "compaction" -> Kind.COMPACTION;
      default -> Kind.OTHER;
    };
  }

  /**
   * The stop made to agree with the content: a client's call that has to be carried out stops for
   * tool use, and nothing else does (litellm#34692, maximhq/bifrost#6123). A missing stop is an
   * ordinary end.
   */
  static StopReason agreeing(@Nullable StopReason said, boolean toolCalled) {
    StopReason stop = said == null ? StopReason.of(Kind.END_TURN, null) : said;
    return stop.agreeing(toolCalled);
  }

  /** A refusal that only the content shows. */
  static StopReason refused(StopReason stop) {
    return stop.kind() == Kind.END_TURN || stop.kind() == Kind.OTHER
        ? stop.withKind(Kind.REFUSAL)
        : stop;
  }

  /** What a client gets when the model's call was malformed and there is no text beside it. */
  static GatewayError malformedCall() {
    return GatewayError.of(
        ErrorKind.BAD_UPSTREAM, "the model produced a tool call that is not valid");
  }

  /**
   * Writes {@code stop_reason}, {@code stop_sequence} and, for a refusal that is explained, {@code
   * stop_details} into the open object.
   */
  static void write(JsonWriter out, StopReason stop) {
    String word = word(stop);
    out.field("stop_reason", word);
    if (word.equals("stop_sequence")) {
      out.field("stop_sequence", stop.stopSequence());
    } else {
      out.nullField("stop_sequence");
    }
    if (word.equals("refusal") && (stop.detailCategory() != null || stop.detailText() != null)) {
      out.beginObject("stop_details").field("type", "refusal");
      nullable(out, "category", stop.detailCategory());
      nullable(out, "explanation", stop.detailText());
      out.endObject();
    }
  }

  private static void nullable(JsonWriter out, String name, @Nullable String value) {
    if (value == null) {
      out.nullField(name);
    } else {
      out.field(name, value);
    }
  }

  /** The word for a client. Never null: clients wait for a stop reason. */
  private static String word(StopReason stop) {
    return switch (stop.kind()) {
      // Without the sequence that matched there is nothing a client could do with the word.
      case STOP_SEQUENCE -> stop.stopSequence() == null ? "end_turn" : "stop_sequence";
      case TOOL_USE -> "tool_use";
      case MAX_TOKENS -> "max_tokens";
      case PAUSE_TURN -> "pause_turn";
      case REFUSAL, CONTENT_FILTER, RECITATION -> "refusal";
      case CONTEXT_WINDOW -> "model_context_window_exceeded";
      case COMPACTION -> "compaction";
      case END_TURN, MALFORMED_TOOL_CALL, CANCELLED, OTHER -> "end_turn";
    };
  }
}
