package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Usage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Token counts as Gemini tells them: cached ones are part of the prompt, thoughts are no part of
 * the candidates. They are told again and again in a stream, each count perhaps in some frames
 * only, so they are put together before they are reckoned with. Counts that are no numbers count as
 * not told. Source: {@code UsageMetadata} in the API reference.
 */
record GeminiUsage(
    @Nullable Long prompt,
    @Nullable Long cached,
    @Nullable Long toolPrompt,
    @Nullable Long candidates,
    @Nullable Long thoughts,
    @Nullable Long audioIn,
    @Nullable Long audioOut,
    @Nullable JsonText raw) {
  static final GeminiUsage UNKNOWN =
      new GeminiUsage(null, null, null, null, null, null, null, null);

  /** The member {@code usageMetadata} of {@code answer}. */
  static GeminiUsage decode(JsonCursor answer) {
    JsonCursor found = answer.get("usageMetadata");
    if (found == null || !(found.value() instanceof JsonObject usage)) {
      return UNKNOWN;
    }
    return new GeminiUsage(
        count(usage, "promptTokenCount"),
        count(usage, "cachedContentTokenCount"),
        count(usage, "toolUsePromptTokenCount"),
        count(usage, "candidatesTokenCount"),
        count(usage, "thoughtsTokenCount"),
        audio(usage.get("promptTokensDetails")),
        audio(usage.get("candidatesTokensDetails")),
        usage.source());
  }

  private static @Nullable Long audio(@Nullable JsonValue details) {
    if (details instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof JsonObject detail
            && detail.get("modality") instanceof JsonString(String modality)
            && modality.equals("AUDIO")) {
          return count(detail, "tokenCount");
        }
      }
    }
    return null;
  }

  private static @Nullable Long count(JsonObject holder, String name) {
    return holder.get(name) instanceof JsonNumber number ? number.count() : null;
  }

  /** These counts with those that were told later in their place. */
  GeminiUsage mergedWith(GeminiUsage later) {
    return new GeminiUsage(
        last(prompt, later.prompt),
        last(cached, later.cached),
        last(toolPrompt, later.toolPrompt),
        last(candidates, later.candidates),
        last(thoughts, later.thoughts),
        last(audioIn, later.audioIn),
        last(audioOut, later.audioOut),
        later.raw == null ? raw : later.raw);
  }

  private static @Nullable Long last(@Nullable Long earlier, @Nullable Long later) {
    return later == null ? earlier : later;
  }

  /** The counts as the neutral model has them: cached input apart, thoughts within the output. */
  Usage reckoned() {
    return new Usage(
        prompt == null ? null : Math.max(0, prompt - orZero(cached)) + orZero(toolPrompt),
        cached,
        null,
        null,
        null,
        toolPrompt,
        candidates == null && thoughts == null ? null : orZero(candidates) + orZero(thoughts),
        thoughts,
        audioIn,
        audioOut,
        Map.of(),
        raw);
  }

  /** The member {@code usageMetadata} for clients; none where nothing was told. */
  static void write(JsonWriter out, Usage usage) {
    if (usage.inputUncached() == null && usage.outputTotal() == null) {
      return;
    }
    long input = usage.inputTotal();
    long output = orZero(usage.outputTotal());
    out.beginObject("usageMetadata")
        .field("promptTokenCount", input - orZero(usage.toolPrompt()))
        .field("cachedContentTokenCount", usage.cacheRead())
        .field("toolUsePromptTokenCount", usage.toolPrompt())
        .field("candidatesTokenCount", output - orZero(usage.reasoning()))
        .field("thoughtsTokenCount", usage.reasoning())
        .field("totalTokenCount", input + output)
        .endObject();
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
