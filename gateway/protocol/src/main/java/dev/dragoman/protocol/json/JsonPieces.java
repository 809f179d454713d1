package dev.dragoman.protocol.json;

import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonObject;

/** Joins the pieces of a value that came one after the other, such as log probabilities. */
final class JsonPieces {
  private JsonPieces() {}

  static JsonText joined(JsonValue earlier, JsonValue later) {
    if (earlier instanceof JsonObject first && later instanceof JsonObject second) {
      return joined(first, second);
    }
    if (earlier instanceof JsonArray first && later instanceof JsonArray second) {
      return joined(first, second);
    }
    return later instanceof JsonNull ? earlier.source() : later.source();
  }

  private static JsonText joined(JsonObject earlier, JsonObject later) {
    JsonWriter writer = new JsonWriter().beginObject();
    for (int i = 0; i < earlier.size(); i++) {
      String name = earlier.name(i);
      JsonValue more = later.get(name);
      JsonValue value = earlier.value(i);
      writer.field(name, more == null ? value.source() : joined(value, more));
    }
    for (int i = 0; i < later.size(); i++) {
      if (earlier.get(later.name(i)) == null) {
        writer.field(later.name(i), later.value(i).source());
      }
    }
    return new JsonText(writer.endObject().text());
  }

  private static JsonText joined(JsonArray earlier, JsonArray later) {
    JsonWriter writer = new JsonWriter().beginArray();
    for (JsonArray array : new JsonArray[] {earlier, later}) {
      for (int i = 0; i < array.size(); i++) {
        writer.value(array.get(i).source());
      }
    }
    return new JsonText(writer.endArray().text());
  }
}
