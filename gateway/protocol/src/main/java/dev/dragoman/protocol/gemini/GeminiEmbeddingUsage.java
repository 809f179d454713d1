package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an answer with vectors says was used: {@code "usageMetadata":{"promptTokenCount"}}, which
 * not every model's answers have. Source: {@code EmbeddingUsageMetadata} in the API reference.
 */
final class GeminiEmbeddingUsage {
  private static final String TOKENS = "usageMetadata.promptTokenCount";

  private GeminiEmbeddingUsage() {}

  /**
   * The usage, unknown where none is told. The vectors, nearly all of the answer, are skipped.
   *
   * @throws GatewayException the error that stands where the vectors should
   */
  static Usage of(WireResponse response) {
    try {
      JsonScan scan = JsonScan.of(response.body(), TOKENS, "error");
      if (scan.value("error") != null) {
        throw new GatewayException(GeminiErrors.decodeInAnswer(response.body()));
      }
      return of(scan.value(TOKENS));
    } catch (JsonSyntaxException e) {
      return Usage.UNKNOWN;
    }
  }

  private static Usage of(@Nullable JsonValue tokens) {
    Long count = tokens instanceof JsonNumber number ? number.count() : null;
    return count == null || count == 0 ? Usage.UNKNOWN : Usage.of(count, 0);
  }
}
