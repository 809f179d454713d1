package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;

/**
 * The arguments of a call, which OpenAI Chat writes as a string of JSON and the model keeps as a
 * JSON object.
 *
 * <ul>
 *   <li>nothing or white space becomes <code>{}</code> (BerriAI/litellm#5063);
 *   <li>an object keeps its source text: key order, spelling of numbers, all digits;
 *   <li>everything else, such as a call that was cut at the token limit and echoed, becomes <code>
 *       {"_raw": "the text"}</code>, so that nothing is lost and object-typed targets get an object
 *       (theopenco/llmgateway#2997).
 * </ul>
 */
final class ToolArguments {
  private ToolArguments() {}

  /** The arguments written as {@code text}. */
  static JsonText of(String text) {
    if (text.isBlank()) {
      return JsonText.EMPTY_OBJECT;
    }
    try {
      return JsonReader.parse(text) instanceof JsonObject object ? object.source() : raw(text);
    } catch (JsonSyntaxException notJson) {
      return raw(text);
    }
  }

  /** The arguments given as a JSON value: a string by the rules, an object by some servers. */
  static JsonText of(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> of(text);
      case JsonObject object -> object.source();
      case JsonNull _ -> JsonText.EMPTY_OBJECT;
      case JsonArray _, JsonBoolean _, JsonNumber _ -> raw(value.source().text());
    };
  }

  /** Free text as the model keeps it: a JSON string. */
  static String freeformText(JsonText arguments) {
    try {
      return arguments.parse() instanceof JsonString(String text) ? text : arguments.text();
    } catch (JsonSyntaxException notJson) {
      return arguments.text();
    }
  }

  private static JsonText raw(String text) {
    return new JsonText("{\"_raw\":" + JsonText.ofString(text).text() + "}");
  }
}
