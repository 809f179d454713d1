package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.model.EmbeddingRequest.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * Words of requests for vectors that clients and upstreams share: {@code EmbedContentRequest} is
 * {@code {"model","content":{"parts":[{"text"}]},"taskType","title","outputDimensionality"}}, and
 * {@code BatchEmbedContentsRequest} {@code {"requests":[…]}}. Source: "Embeddings" in the API
 * reference on ai.google.dev, version v1beta; the newer {@code embedContentConfig} holds the same
 * three options, and clients may use it.
 */
final class GeminiEmbedding {
  static final String MODEL = "model";
  static final String REQUESTS = "requests";
  static final String CONTENT = "content";
  static final String TASK_TYPE = "taskType";
  static final String DIMENSIONS = "outputDimensionality";

  private GeminiEmbedding() {}

  /** The word for a purpose. */
  static String taskType(Purpose purpose) {
    return switch (purpose) {
      case SEARCH_DOCUMENT -> "RETRIEVAL_DOCUMENT";
      case SEARCH_QUERY -> "RETRIEVAL_QUERY";
      case CLASSIFICATION -> "CLASSIFICATION";
      case CLUSTERING -> "CLUSTERING";
    };
  }

  /** The purpose that a word means, null for those that only Google knows. */
  static @Nullable Purpose purpose(String taskType) {
    for (Purpose purpose : Purpose.values()) {
      if (taskType(purpose).equals(taskType)) {
        return purpose;
      }
    }
    return null;
  }
}
