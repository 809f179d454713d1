package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Usage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Token counts. Anthropic counts input without what was read from or written to the cache, as the
 * neutral model does, so the numbers map one to one (litellm#35127, langchain#32818).
 */
final class AnthropicUsage {
  private static final String WEB_SEARCH = "web_search_requests";
  private static final String WEB_FETCH = "web_fetch_requests";

  private AnthropicUsage() {}

  /** The member {@code usage} of {@code holder}. Counts that are no numbers count as not told. */
  static Usage decode(JsonCursor holder) {
    JsonCursor found = holder.get("usage");
    if (found == null || !(found.value() instanceof JsonObject usage)) {
      return Usage.UNKNOWN;
    }
    JsonValue split = usage.get("cache_creation");
    JsonValue details = usage.get("output_tokens_details");
    return new Usage(
        count(usage, "input_tokens"),
        count(usage, "cache_read_input_tokens"),
        count(usage, "cache_creation_input_tokens"),
        count(split, "ephemeral_5m_input_tokens"),
        count(split, "ephemeral_1h_input_tokens"),
        null,
        count(usage, "output_tokens"),
        count(details, "thinking_tokens"),
        null,
        null,
        serverTools(usage.get("server_tool_use")),
        usage.source());
  }

  private static Map<String, Long> serverTools(@Nullable JsonValue value) {
    if (!(value instanceof JsonObject tools)) {
      return Map.of();
    }
    Map<String, Long> uses = new LinkedHashMap<>();
    for (int i = 0; i < tools.size(); i++) {
      Long count = count(tools, tools.name(i));
      if (count != null) {
        uses.put(tools.name(i), count);
      }
    }
    return uses;
  }

  private static @Nullable Long count(@Nullable JsonValue holder, String name) {
    return holder instanceof JsonObject object && object.get(name) instanceof JsonNumber number
        ? number.count()
        : null;
  }

  /**
   * Writes the usage of a whole message, or of its start.
   *
   * @param estimatedInput stands for input tokens that were not reported: a client shows 0 as an
   *     empty context (CLIProxyAPI#1700, sglang#20678, llm-rosetta#424)
   */
  static void write(JsonWriter out, Usage usage, LongSupplier estimatedInput) {
    out.beginObject("usage");
    counts(out, usage, estimatedInput);
    if (usage.cacheWrite5m() != null || usage.cacheWrite1h() != null) {
      out.beginObject("cache_creation")
          .field("ephemeral_5m_input_tokens", orZero(usage.cacheWrite5m()))
          .field("ephemeral_1h_input_tokens", orZero(usage.cacheWrite1h()))
          .endObject();
    }
    rest(out, usage);
    out.endObject();
  }

  /** Writes the usage of a message delta, which has no split of cache writes. */
  static void writeCumulative(JsonWriter out, Usage usage, LongSupplier estimatedInput) {
    out.beginObject("usage");
    counts(out, usage, estimatedInput);
    rest(out, usage);
    out.endObject();
  }

  private static void counts(JsonWriter out, Usage usage, LongSupplier estimatedInput) {
    Long input = usage.inputUncached();
    out.field("input_tokens", input == null ? Long.valueOf(estimatedInput.getAsLong()) : input)
        .field("cache_creation_input_tokens", usage.cacheWrite())
        .field("cache_read_input_tokens", usage.cacheRead())
        .field("output_tokens", orZero(usage.outputTotal()));
  }

  private static void rest(JsonWriter out, Usage usage) {
    if (usage.reasoning() != null) {
      out.beginObject("output_tokens_details")
          .field("thinking_tokens", usage.reasoning())
          .endObject();
    }
    Map<String, Long> uses = usage.serverTools();
    if (uses.containsKey(WEB_SEARCH) || uses.containsKey(WEB_FETCH)) {
      out.beginObject("server_tool_use")
          .field(WEB_SEARCH, orZero(uses.get(WEB_SEARCH)))
          .field(WEB_FETCH, orZero(uses.get(WEB_FETCH)))
          .endObject();
    }
  }

  private static Long orZero(@Nullable Long count) {
    return count == null ? Long.valueOf(0) : count;
  }
}
