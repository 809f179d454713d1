package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An item of type {@code reasoning} while it is thought.
 *
 * <pre>
 * output_item.added → (summary_part.added → summary_text.delta* → summary_text.done → summary_part.done)* → output_item.done
 * </pre>
 */
final class ReasoningItem {
  private static final String PREFIX = "response.reasoning_summary_";

  private final String id;
  private final int index;
  private final EventWriter events;
  private final List<StringBuilder> parts = new ArrayList<>();

  ReasoningItem(String id, int index, EventWriter events) {
    this.id = id;
    this.index = index;
    this.events = events;
  }

  int index() {
    return index;
  }

  void open(ByteArrayOutputStream out) {
    OutputItems.added(events, index, json(null), out);
  }

  /**
   * More of the summary.
   *
   * @param part its number; one beyond the last begins a part
   */
  void think(String text, int part, ByteArrayOutputStream out) {
    if (parts.isEmpty() || part >= parts.size()) {
      endPart(out);
      parts.add(new StringBuilder());
      event("part.added", json -> part(json, ""), out);
    }
    parts.getLast().append(text);
    event("text.delta", json -> json.field("delta", text), out);
  }

  private void endPart(ByteArrayOutputStream out) {
    if (!parts.isEmpty()) {
      String whole = parts.getLast().toString();
      event("text.done", json -> json.field("text", whole), out);
      event("part.done", json -> part(json, whole), out);
    }
  }

  private static void part(JsonWriter json, String text) {
    json.name("part");
    json.value(summary(text));
  }

  private static JsonText summary(String text) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "summary_text");
    return new JsonText(json.field("text", text).endObject().text());
  }

  private void event(String name, Consumer<JsonWriter> members, ByteArrayOutputStream out) {
    events.write(
        PREFIX + name,
        json -> {
          json.field("item_id", id).field("output_index", (Integer) index);
          json.field("summary_index", (Integer) (parts.size() - 1));
          members.accept(json);
        },
        out);
  }

  /**
   * Ends the item.
   *
   * @param state what the client shall send back, null for nothing
   */
  JsonText close(@Nullable String state, ByteArrayOutputStream out) {
    endPart(out);
    JsonText item = json(state);
    OutputItems.done(events, index, item, out);
    return item;
  }

  private JsonText json(@Nullable String state) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("id", id).field("type", "reasoning").beginArray("summary");
    parts.forEach(text -> json.value(summary(text.toString())));
    json.endArray().field("encrypted_content", state);
    return new JsonText(json.endObject().text());
  }
}
