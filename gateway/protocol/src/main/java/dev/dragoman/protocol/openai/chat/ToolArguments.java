package dev.dragoman.protocol.openai.chat;

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
 * The arguments of a call, which OpenAI Chat writes as a string of JSON and some servers as the
 * object itself. What the string spells is {@link JsonText#objectOf}: key order, spelling of
 * numbers and all digits stay.
 */
final class ToolArguments {
  private ToolArguments() {}

  static JsonText of(JsonValue value) {
    return switch (value) {
      case JsonString(String text) -> JsonText.objectOf(text);
      case JsonObject object -> object.source();
      case JsonNull _ -> JsonText.EMPTY_OBJECT;
      case JsonArray _, JsonBoolean _, JsonNumber _ -> JsonText.objectOf(value.source().text());
    };
  }

  /** Free text, which the model keeps as a JSON string. */
  static String freeformText(JsonText arguments) {
    try {
      return arguments.parse() instanceof JsonString(String text) ? text : arguments.text();
    } catch (JsonSyntaxException notJson) {
      return arguments.text();
    }
  }
}
