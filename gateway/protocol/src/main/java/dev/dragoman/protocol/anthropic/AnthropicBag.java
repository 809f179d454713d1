package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.LinkedHashMap;
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

  /** The members of an object that {@link #object} made, none where there is no such field. */
  static Map<String, JsonText> membersOf(Extensions ext, String field) {
    JsonText kept = ext.of(ProtocolId.ANTHROPIC).get(field);
    Map<String, JsonText> members = new LinkedHashMap<>();
    if (kept != null && kept.parse() instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        members.put(object.name(i), object.value(i).source());
      }
    }
    return members;
  }
}
