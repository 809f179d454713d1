package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code input} of a request as a list of items in the one form in which OpenAI lists them: a
 * string is a message of the user, a role without type a message, the text of a message a part.
 */
final class StoredInput {
  private static final Set<String> REWRITTEN = Set.of("type", "content");

  private StoredInput() {}

  static List<JsonText> items(@Nullable JsonCursor input) {
    if (input == null) {
      return List.of();
    }
    return input.isString()
        ? List.of(message(input.string()))
        : input.items().stream().map(StoredInput::item).toList();
  }

  private static JsonText message(String text) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "message").field("role", "user");
    text(json, "user", text);
    return new JsonText(json.endObject().text());
  }

  private static JsonText item(JsonCursor item) {
    if (!item.isObject() || item.get("role") == null) {
      return item.source();
    }
    JsonCursor content = item.get("content");
    if (item.get("type") != null && (content == null || !content.isString())) {
      return item.source();
    }
    JsonWriter json = new JsonWriter().beginObject().field("type", "message");
    item.rest(REWRITTEN).forEach(json::field);
    if (content != null && content.isString()) {
      text(json, item.requireString("role"), content.string());
    } else if (content != null) {
      json.field("content", content.source());
    }
    return new JsonText(json.endObject().text());
  }

  private static void text(JsonWriter json, String role, String text) {
    boolean said = role.equals("assistant");
    json.beginArray("content").beginObject();
    json.field("type", said ? "output_text" : "input_text").field("text", text);
    if (said) {
      json.beginArray("annotations").endArray();
    }
    json.endObject().endArray();
  }
}
