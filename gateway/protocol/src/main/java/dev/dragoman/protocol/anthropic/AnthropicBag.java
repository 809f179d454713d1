package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.Map;
import java.util.Set;

/** Fields of this protocol that the neutral model does not name. */
final class AnthropicBag {
  private AnthropicBag() {}

  /** The members of {@code object} that are not in {@code known}. */
  static Extensions rest(JsonCursor object, Set<String> known) {
    return Extensions.of(ProtocolId.ANTHROPIC, object.rest(known));
  }

  /** Writes the members that {@link #rest} kept into the open object. */
  static void write(JsonWriter out, Extensions ext) {
    ext.of(ProtocolId.ANTHROPIC).forEach((name, value) -> out.field(name, value));
  }

  /** The fields as one object. */
  static JsonText object(Map<String, JsonText> fields) {
    JsonWriter out = new JsonWriter().beginObject();
    fields.forEach((name, value) -> out.field(name, value));
    return new JsonText(out.endObject().text());
  }
}
