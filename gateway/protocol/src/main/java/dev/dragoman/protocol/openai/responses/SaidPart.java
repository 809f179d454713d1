package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a message while it is said: text or a refusal.
 *
 * <pre>
 * content_part.added → (output_text | refusal).delta* → [annotation.added]* → (output_text | refusal).done → content_part.done
 * </pre>
 */
final class SaidPart {
  private final MessageItem item;
  private final int contentIndex;
  private final boolean refusal;
  private final EventWriter events;
  private final StringBuilder text = new StringBuilder();
  private final List<JsonText> annotations = new ArrayList<>();

  SaidPart(MessageItem item, int contentIndex, boolean refusal, EventWriter events) {
    this.item = item;
    this.contentIndex = contentIndex;
    this.refusal = refusal;
    this.events = events;
  }

  MessageItem item() {
    return item;
  }

  int length() {
    return text.length();
  }

  void open(ByteArrayOutputStream out) {
    event("response.content_part.added", json -> json.field("part", json("", List.of())), out);
  }

  void say(String more, ByteArrayOutputStream out) {
    text.append(more);
    event(
        refusal ? "response.refusal.delta" : "response.output_text.delta",
        json -> logprobs(json.field("delta", more)),
        out);
  }

  void annotate(JsonText annotation, ByteArrayOutputStream out) {
    int index = annotations.size();
    annotations.add(annotation);
    event(
        "response.output_text.annotation.added",
        json -> json.field("annotation_index", (Integer) index).field("annotation", annotation),
        out);
  }

  void close(ByteArrayOutputStream out) {
    String whole = text.toString();
    if (refusal) {
      event("response.refusal.done", json -> json.field("refusal", whole), out);
    } else {
      event("response.output_text.done", json -> logprobs(json.field("text", whole)), out);
    }
    event("response.content_part.done", json -> json.field("part", json()), out);
  }

  private void logprobs(JsonWriter json) {
    if (!refusal) {
      json.beginArray("logprobs").endArray();
    }
  }

  private void event(String type, Consumer<JsonWriter> members, ByteArrayOutputStream out) {
    events.write(
        type,
        json -> {
          json.field("item_id", item.id()).field("output_index", (Integer) item.index());
          json.field("content_index", (Integer) contentIndex);
          members.accept(json);
        },
        out);
  }

  /** The part as it stands. */
  JsonText json() {
    return json(text.toString(), annotations);
  }

  private JsonText json(String said, List<JsonText> cited) {
    JsonWriter json = new JsonWriter().beginObject();
    if (refusal) {
      json.field("type", "refusal").field("refusal", said);
    } else {
      json.field("type", "output_text").field("text", said).beginArray("annotations");
      cited.forEach(json::value);
      json.endArray().beginArray("logprobs").endArray();
    }
    return new JsonText(json.endObject().text());
  }
}
