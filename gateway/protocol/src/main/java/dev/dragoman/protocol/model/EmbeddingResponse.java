package dev.dragoman.protocol.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Vectors that stand for texts.
 *
 * @param model who made them, null where it is not told
 * @param vectors one for each input, in order; 32-bit numbers are what the providers compute and
 *     what {@code base64} holds
 * @param usage what was reported
 */
public record EmbeddingResponse(@Nullable String model, List<float[]> vectors, Usage usage) {
  public EmbeddingResponse {
    vectors = List.copyOf(vectors);
  }

  /**
   * The answers to the parts of one request as one answer; its usage is known only where that of
   * each part is.
   */
  public static EmbeddingResponse joined(List<EmbeddingResponse> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    List<float[]> vectors = new ArrayList<>();
    long input = 0;
    boolean known = true;
    for (EmbeddingResponse part : parts) {
      vectors.addAll(part.vectors);
      known &= part.usage.inputUncached() != null;
      input += part.usage.inputTotal();
    }
    return new EmbeddingResponse(
        parts.getFirst().model, vectors, known ? Usage.of(input, 0) : Usage.UNKNOWN);
  }
}
