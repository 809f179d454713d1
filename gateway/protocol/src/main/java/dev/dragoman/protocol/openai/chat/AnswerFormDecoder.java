package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.OutputFormat;
import org.jspecify.annotations.Nullable;

/** How the answer shall be made: {@code response_format}. */
final class AnswerFormDecoder {
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
}
