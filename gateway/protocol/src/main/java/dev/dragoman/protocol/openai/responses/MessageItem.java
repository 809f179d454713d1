package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** An item of type {@code message} while its parts are said. */
final class MessageItem {
  private final String id;
  private final int index;
  private final EventWriter events;
  private final List<SaidPart> parts = new ArrayList<>();
  private int openParts;
  private boolean ending;

  MessageItem(String id, int index, EventWriter events) {
    this.id = id;
    this.index = index;
    this.events = events;
  }

  String id() {
    return id;
  }

  int index() {
    return index;
  }

  void open(ByteArrayOutputStream out) {
    OutputItems.added(events, index, json("in_progress"), out);
  }

  /** Begins a part at the end of the message. */
  SaidPart part(boolean refusal, ByteArrayOutputStream out) {
    SaidPart part = new SaidPart(this, parts.size(), refusal, events);
    parts.add(part);
    openParts++;
    part.open(out);
    return part;
  }

  /** Ends a part; true when nothing of the message is open and nothing will follow. */
  boolean closed(SaidPart part, ByteArrayOutputStream out) {
    part.close(out);
    openParts--;
    return ending && openParts == 0;
  }

  /** Says that no part will follow; true when none is open. */
  boolean end() {
    ending = true;
    return openParts == 0;
  }

  JsonText close(String status, ByteArrayOutputStream out) {
    JsonText item = json(status);
    OutputItems.done(events, index, item, out);
    return item;
  }

  private JsonText json(String status) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("id", id).field("type", "message").field("status", status);
    json.field("role", "assistant").beginArray("content");
    parts.forEach(part -> json.value(part.json()));
    return new JsonText(json.endArray().endObject().text());
  }
}
