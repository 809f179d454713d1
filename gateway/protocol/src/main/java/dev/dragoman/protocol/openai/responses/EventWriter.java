package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * Writes the events of one stream: the name in an {@code event:} line and as {@code type}, and a
 * {@code sequence_number} that counts from 0 over the whole stream. Silent, it writes nothing, for
 * answers that are not streamed.
 */
final class EventWriter {
  private final boolean silent;
  private long next;
  private long passed;

  EventWriter(boolean silent) {
    this.silent = silent;
  }

  /** An event that somebody else wrote, with the next number. */
  void passed() {
    passed++;
  }

  void write(String type, Consumer<JsonWriter> members, ByteArrayOutputStream out) {
    if (silent) {
      return;
    }
    JsonWriter json = new JsonWriter().beginObject().field("type", type);
    json.field("sequence_number", (Long) Math.max(next, passed));
    next++;
    members.accept(json);
    out.writeBytes(SseFrame.bytes(type, json.endObject().bytes()));
  }
}
