package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code usage} object, both ways. OpenAI counts cached tokens inside {@code input_tokens}, the
 * neutral model beside the uncached ones. All details are there, as 0 where they are not known:
 * typed clients demand them.
 */
final class ResponsesUsage {
  private ResponsesUsage() {}

  static Usage decode(LooseJson usage) {
    if (!usage.isObject()) {
      return Usage.UNKNOWN;
    }
    LooseJson input = usage.get("input_tokens_details");
    Long total = usage.get("input_tokens").count();
    Long cached = input.get("cached_tokens").count();
    Long written = input.get("cache_write_tokens").count();
    return new Usage(
        total == null ? null : Math.max(0, total - orZero(cached) - orZero(written)),
        cached,
        written,
        null,
        null,
        null,
        usage.get("output_tokens").count(),
        usage.get("output_tokens_details").get("reasoning_tokens").count(),
        null,
        null,
        Map.of(),
        usage.source());
  }

  /** Writes the member; null where nothing is known, which is not the same as 0. */
  static void write(JsonWriter json, Usage usage) {
    if (usage.outputTotal() == null
        && usage.inputUncached() == null
        && usage.cacheRead() == null
        && usage.cacheWrite() == null) {
      json.nullField("usage");
      return;
    }
    long input = usage.inputTotal();
    long output = orZero(usage.outputTotal());
    json.beginObject("usage").field("input_tokens", input).beginObject("input_tokens_details");
    json.field("cached_tokens", orZero(usage.cacheRead()))
        .field("cache_write_tokens", orZero(usage.cacheWrite()))
        .endObject();
    json.field("output_tokens", output).beginObject("output_tokens_details");
    json.field("reasoning_tokens", orZero(usage.reasoning())).endObject();
    json.field("total_tokens", input + output).endObject();
  }

  private static Long orZero(@Nullable Long count) {
    return count == null ? 0L : count;
  }
}
