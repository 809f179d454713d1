package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code output} of an answer. An item gets its place when it is opened and keeps it
 * (openai-agents-python#5041); in the answer stand the items that were ended, in order. Ids that an
 * upstream gave are kept where they have the form of their kind.
 */
final class OutputItems {
  private final String requestId;
  private final Map<Integer, JsonText> done = new TreeMap<>();
  private int next;

  OutputItems(String requestId) {
    this.requestId = requestId;
  }

  /** The place of an item that opens now. */
  int place() {
    return next++;
  }

  /** The id of the item at {@code index}. */
  String id(String prefix, int index, @Nullable String upstream) {
    return upstream != null && upstream.startsWith(prefix)
        ? upstream
        : prefix + requestId + "_" + index;
  }

  void put(int index, JsonText item) {
    done.put(index, item);
  }

  void write(JsonWriter json) {
    json.beginArray("output");
    done.values().forEach(json::value);
    json.endArray();
  }

  static void added(EventWriter events, int index, JsonText item, ByteArrayOutputStream out) {
    event(events, "response.output_item.added", index, item, out);
  }

  static void done(EventWriter events, int index, JsonText item, ByteArrayOutputStream out) {
    event(events, "response.output_item.done", index, item, out);
  }

  private static void event(
      EventWriter events, String type, int index, JsonText item, ByteArrayOutputStream out) {
    events.write(
        type, json -> json.field("output_index", (Integer) index).field("item", item), out);
  }
}
