package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the answer shall be made: {@code response_format} and {@code reasoning_effort}. */
final class AnswerFormDecoder {
  private static final String EFFORT = "reasoning_effort";

  private AnswerFormDecoder() {}

  static @Nullable OutputFormat outputFormat(JsonCursor body) {
    JsonCursor format = body.get("response_format");
    if (format == null) {
      return null;
    }
    return switch (format.requireString("type")) {
      case "text" -> new OutputFormat.PlainText();
      case "json_object" -> new OutputFormat.JsonObject();
      case "json_schema" -> schema(format.require("json_schema"));
      default ->
          throw format
              .require("type")
              .invalid("must be one of \"text\", \"json_object\", \"json_schema\"");
    };
  }

  private static OutputFormat schema(JsonCursor format) {
    JsonCursor schema = format.get("schema");
    return new OutputFormat.JsonSchema(
        format.string("name"),
        format.string("description"),
        schema == null ? JsonText.EMPTY_OBJECT : schema.source(),
        format.bool("strict"));
  }

  static @Nullable ReasoningConfig reasoning(JsonCursor body) {
    String word = body.string(EFFORT);
    Effort effort = word == null ? null : effort(word);
    if (effort == null) {
      return null;
    }
    Mode mode = effort == Effort.NONE ? Mode.OFF : Mode.EFFORT;
    return new ReasoningConfig(mode, effort, null, null, null, false, Extensions.NONE);
  }

  /**
   * Words of single servers, such as {@code default}, mean nothing elsewhere and are kept apart.
   */
  static Map<String, JsonText> unknownEffort(JsonCursor body) {
    String word = body.string(EFFORT);
    return word == null || effort(word) != null
        ? Map.of()
        : Map.of(EFFORT, JsonText.ofString(word));
  }

  private static @Nullable Effort effort(String word) {
    return switch (word) {
      case "none" -> Effort.NONE;
      case "minimal" -> Effort.MINIMAL;
      case "low" -> Effort.LOW;
      case "medium" -> Effort.MEDIUM;
      case "high" -> Effort.HIGH;
      case "xhigh" -> Effort.XHIGH;
      case "max" -> Effort.MAX;
      default -> null;
    };
  }
}
