package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens used. Null means not reported, which differs from 0.
 *
 * @param inputUncached input tokens, never including cached ones
 * @param cacheWrite all cache writes; the two ttl classes are parts of it, and make it up where
 *     only they are told
 * @param outputTotal output tokens, always including reasoning
 * @param serverTools uses of hosted tools by name
 * @param raw the usage as the upstream spelled it
 */
public record Usage(
    @Nullable Long inputUncached,
    @Nullable Long cacheRead,
    @Nullable Long cacheWrite,
    @Nullable Long cacheWrite5m,
    @Nullable Long cacheWrite1h,
    @Nullable Long toolPrompt,
    @Nullable Long outputTotal,
    @Nullable Long reasoning,
    @Nullable Long audioIn,
    @Nullable Long audioOut,
    Map<String, Long> serverTools,
    @Nullable JsonText raw) {
  public static final Usage UNKNOWN =
      new Usage(null, null, null, null, null, null, null, null, null, null, Map.of(), null);

  public Usage {
    if (cacheWrite == null && (cacheWrite5m != null || cacheWrite1h != null)) {
      cacheWrite = orZero(cacheWrite5m) + orZero(cacheWrite1h);
    }
    serverTools = Collections.unmodifiableMap(new LinkedHashMap<>(serverTools));
  }

  /** Input and output alone. */
  public static Usage of(long inputUncached, long outputTotal) {
    return new Usage(
        inputUncached, null, null, null, null, null, outputTotal, null, null, null, Map.of(), null);
  }

  /** All input tokens: uncached, read from cache and written to it. */
  public long inputTotal() {
    return orZero(inputUncached) + orZero(cacheRead) + orZero(cacheWrite);
  }

  /** This report overlaid by a later cumulative one: the last value reported of each field wins. */
  public Usage mergedWith(Usage later) {
    return new Usage(
        last(inputUncached, later.inputUncached),
        last(cacheRead, later.cacheRead),
        last(cacheWrite, later.cacheWrite),
        last(cacheWrite5m, later.cacheWrite5m),
        last(cacheWrite1h, later.cacheWrite1h),
        last(toolPrompt, later.toolPrompt),
        last(outputTotal, later.outputTotal),
        last(reasoning, later.reasoning),
        last(audioIn, later.audioIn),
        last(audioOut, later.audioOut),
        later.serverTools.isEmpty() ? serverTools : later.serverTools,
        later.raw == null ? raw : later.raw);
  }

  private static @Nullable Long last(@Nullable Long earlier, @Nullable Long later) {
    return later == null ? earlier : later;
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }
}
