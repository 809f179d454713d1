package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.normalise.SamplingLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code inferenceConfig}: the length of the answer, how tokens are drawn, where to stop. Source:
 * {@code InferenceConfiguration} in the Bedrock API reference.
 *
 * @param topK belongs among the model's own fields, not here
 */
record ConverseInference(
    @Nullable Integer maxTokens,
    @Nullable Double temperature,
    @Nullable Double topP,
    @Nullable Double topK,
    List<String> stopSequences) {
  /**
   * What is left of the client's wishes.
   *
   * @param usualLength bound of an answer for which the client gives none, null for none
   */
  static ConverseInference of(
      ChatRequest request, SamplingLimits limits, @Nullable Integer usualLength) {
    Integer asked = limits.maxTokens(request);
    SamplingLimits.Taken taken = limits.taken(request.sampling());
    return new ConverseInference(
        asked == null ? usualLength : asked,
        taken.temperature(),
        taken.topP(),
        taken.topK(),
        limits.stopSequences(request));
  }

  void write(JsonWriter out) {
    if (maxTokens == null && temperature == null && topP == null && stopSequences.isEmpty()) {
      return;
    }
    out.beginObject("inferenceConfig")
        .field("maxTokens", maxTokens)
        .field("temperature", temperature)
        .field("topP", topP);
    if (!stopSequences.isEmpty()) {
      out.beginArray("stopSequences");
      stopSequences.forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }
}
