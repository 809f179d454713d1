package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer with what it was made of, as it is stored.
 *
 * <pre>{"context": [ids], "input": [items], "response": {…}}</pre>
 *
 * @param context ids of the answers that it builds on, oldest first
 * @param input the items of its own request
 * @param response the {@code response} object that the client got
 */
record StoredResponse(List<String> context, List<JsonText> input, JsonText response) {
  StoredResponse {
    context = List.copyOf(context);
    input = List.copyOf(input);
  }

  static StoredResponse of(byte[] stored) {
    JsonCursor body = JsonCursor.request(stored);
    return new StoredResponse(
        body.items("context").stream().map(JsonCursor::string).toList(),
        body.items("input").stream().map(JsonCursor::source).toList(),
        body.require("response").source());
  }

  byte[] bytes() {
    JsonWriter json = new JsonWriter().beginObject().beginArray("context");
    context.forEach(json::value);
    json.endArray().beginArray("input");
    input.forEach(json::value);
    return json.endArray().field("response", response).endObject().bytes();
  }

  byte[] responseBytes() {
    return response.text().getBytes(StandardCharsets.UTF_8);
  }

  String id() {
    return JsonCursor.of(response.parse()).requireString("id");
  }

  /** What was said in this turn, as items of the input of a later one. */
  List<JsonText> turn() {
    List<JsonText> items = new ArrayList<>(input);
    for (JsonCursor item : JsonCursor.of(response.parse()).items("output")) {
      if (mayComeBack(item)) {
        items.add(item.source());
      }
    }
    return items;
  }

  /** Reasoning without its state or its text names what nobody stored. */
  private static boolean mayComeBack(JsonCursor item) {
    return !"reasoning".equals(item.string("type"))
        || item.get("encrypted_content") != null
        || !item.items("content").isEmpty();
  }
}
