package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code usage} object, both ways. OpenAI counts cached tokens inside {@code prompt_tokens},
 * the neutral model beside the uncached ones; output includes reasoning in both.
 */
final class ChatUsage {
  private ChatUsage() {}

  static Usage decode(LooseJson usage) {
    return merged(Usage.UNKNOWN, usage);
  }

  /**
   * A stream's usage after one more report. Reports are cumulative; a server that tells details in
   * some of them only counts them inside of its later totals all the same.
   */
  static Usage merged(Usage earlier, LooseJson usage) {
    if (!usage.isObject()) {
      return earlier;
    }
    LooseJson input = usage.get("prompt_tokens_details");
    LooseJson output = usage.get("completion_tokens_details");
    Long prompt = usage.get("prompt_tokens").count();
    Long cached =
        first(
            first(input.get("cached_tokens").count(), usage.get("prompt_cache_hit_tokens").count()),
            earlier.cacheRead());
    Long written = first(input.get("cache_write_tokens").count(), earlier.cacheWrite());
    Long reasoning = first(output.get("reasoning_tokens").count(), earlier.reasoning());
    Usage told =
        new Usage(
            prompt == null ? null : Math.max(0, prompt - orZero(cached) - orZero(written)),
            cached,
            written,
            null,
            null,
            null,
            outputTotal(usage.get("completion_tokens").count(), reasoning),
            reasoning,
            input.get("audio_tokens").count(),
            output.get("audio_tokens").count(),
            Map.of(),
            usage.source());
    return earlier.mergedWith(told);
  }

  /** Some servers leave reasoning out of {@code completion_tokens}; then it exceeds the total. */
  private static @Nullable Long outputTotal(@Nullable Long completion, @Nullable Long reasoning) {
    if (completion == null || reasoning == null || reasoning <= completion) {
      return completion;
    }
    return completion + reasoning;
  }

  /** Whether there is anything to report: an unknown usage is left out, never shown as 0. */
  static boolean isKnown(Usage usage) {
    return usage.inputUncached() != null
        || usage.cacheRead() != null
        || usage.cacheWrite() != null
        || usage.outputTotal() != null;
  }

  /** Writes {@code usage} as the member of that name. */
  static void write(JsonWriter json, Usage usage) {
    long output = orZero(usage.outputTotal());
    json.beginObject("usage")
        .field("prompt_tokens", usage.inputTotal())
        .field("completion_tokens", output)
        .field("total_tokens", usage.inputTotal() + output);
    if (usage.cacheRead() != null || usage.cacheWrite() != null || usage.audioIn() != null) {
      json.beginObject("prompt_tokens_details")
          .field("cached_tokens", orZero(usage.cacheRead()))
          .field("cache_write_tokens", usage.cacheWrite())
          .field("audio_tokens", usage.audioIn())
          .endObject();
    }
    if (usage.reasoning() != null || usage.audioOut() != null) {
      json.beginObject("completion_tokens_details")
          .field("reasoning_tokens", orZero(usage.reasoning()))
          .field("audio_tokens", usage.audioOut())
          .endObject();
    }
    json.endObject();
  }

  private static @Nullable Long first(@Nullable Long preferred, @Nullable Long other) {
    return preferred == null ? other : preferred;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
