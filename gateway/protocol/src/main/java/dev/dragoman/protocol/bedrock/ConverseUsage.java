package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token counts. Input is counted without what was read from or written to the cache, as the neutral
 * model does. Source: {@code TokenUsage} in the Bedrock API reference.
 */
final class ConverseUsage {

  private ConverseUsage() {}

  /** The member {@code usage} of {@code holder}. Counts that are no numbers count as not told. */
  static Usage decode(JsonCursor holder) {
    JsonCursor found = holder.get("usage");
    if (found == null || !(found.value() instanceof JsonObject usage)) {
      return Usage.UNKNOWN;
    }
    return new Usage(
        count(usage, "inputTokens"),
        count(usage, "cacheReadInputTokens"),
        count(usage, "cacheWriteInputTokens"),
        written(usage, "5m"),
        written(usage, "1h"),
        null,
        count(usage, "outputTokens"),
        null,
        null,
        null,
        Map.of(),
        usage.source());
  }

  private static @Nullable Long written(JsonObject usage, String ttl) {
    if (!(usage.get("cacheDetails") instanceof JsonArray details)) {
      return null;
    }
    for (int i = 0; i < details.size(); i++) {
      if (details.get(i) instanceof JsonObject detail
          && detail.get("ttl") instanceof JsonString(String told)
          && told.equals(ttl)) {
        return count(detail, "inputTokens");
      }
    }
    return null;
  }

  private static @Nullable Long count(JsonValue holder, String name) {
    return holder instanceof JsonObject object && object.get(name) instanceof JsonNumber number
        ? number.count()
        : null;
  }
}
