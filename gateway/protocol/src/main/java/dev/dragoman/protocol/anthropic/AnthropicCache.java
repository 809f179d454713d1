package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code cache_control} mark of blocks and tools: {@code {"type":"ephemeral","ttl":"1h"}}. */
final class AnthropicCache {
  static final String FIELD = "cache_control";

  private static final Set<String> KNOWN = Set.of("type", "ttl");

  private AnthropicCache() {}

  /** The mark of {@code holder}, null when it has none. */
  static @Nullable CacheHint of(JsonCursor holder) {
    JsonCursor mark = holder.get(FIELD);
    if (mark == null) {
      return null;
    }
    return new CacheHint(
        mark.string("ttl"), Extensions.of(ProtocolId.ANTHROPIC, beyondTheUsual(mark)));
  }

  /** What a mark says beside its ttl; the only type there is today is left out. */
  static Map<String, JsonText> beyondTheUsual(JsonCursor mark) {
    Map<String, JsonText> rest = new LinkedHashMap<>(mark.rest(KNOWN));
    String type = mark.string("type");
    if (type != null && !type.equals("ephemeral")) {
      rest.put("type", JsonText.ofString(type));
    }
    return rest;
  }

  /** Writes a mark into its holder. */
  static void write(JsonWriter out, @Nullable CacheHint hint) {
    if (hint == null) {
      return;
    }
    Map<String, JsonText> rest = hint.ext().of(ProtocolId.ANTHROPIC);
    out.beginObject(FIELD);
    if (!rest.containsKey("type")) {
      out.field("type", "ephemeral");
    }
    out.field("ttl", hint.ttl());
    rest.forEach(out::field);
    out.endObject();
  }
}
