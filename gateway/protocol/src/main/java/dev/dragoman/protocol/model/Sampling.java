package dev.dragoman.protocol.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How tokens are drawn. Presence matters: 0 is a value, null is absent. */
public record Sampling(
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Double topK,
    @Nullable Double frequencyPenalty,
    @Nullable Double presencePenalty,
    @Nullable Long seed,
    Map<String, Double> logitBias,
    @Nullable Boolean logprobs,
    @Nullable Integer topLogprobs) {
  public static final Sampling NONE =
      new Sampling(null, null, null, null, null, null, Map.of(), null, null);

  public Sampling {
    logitBias = Collections.unmodifiableMap(new LinkedHashMap<>(logitBias));
  }
}
