package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;

/**
 * Arguments of a call as the object that {@code tool_use.input} has to be. Source text of an object
 * is kept: number spellings and key order survive (earendil-works/pi#8943).
 */
final class AnthropicToolInput {
  private AnthropicToolInput() {}

  /**
   * Nothing becomes an empty object (BerriAI/litellm#5063); what is no object, typically a call cut
   * off by the output bound and echoed, is wrapped as {@code {"_raw":"…"}}, never refused or sent
   * as a string (theopenco/llmgateway#2997, Bamboo-agent#351).
   */
  static JsonText object(JsonText arguments) {
    String text = arguments.text();
    if (text.isBlank()) {
      return JsonText.EMPTY_OBJECT;
    }
    try {
      JsonValue value = JsonReader.parse(text);
      return value instanceof JsonObject ? value.source() : wrapped("_raw", text);
    } catch (JsonSyntaxException e) {
      return wrapped("_raw", text);
    }
  }

  /** Raw text of a freeform tool, given as a JSON string. */
  static JsonText freeform(JsonText arguments) {
    try {
      return JsonReader.parse(arguments.text()) instanceof JsonString(String text)
          ? wrapped("input", text)
          : wrapped("input", arguments.text());
    } catch (JsonSyntaxException e) {
      return wrapped("input", arguments.text());
    }
  }

  private static JsonText wrapped(String name, String text) {
    return new JsonText(new JsonWriter().beginObject().field(name, text).endObject().text());
  }
}
