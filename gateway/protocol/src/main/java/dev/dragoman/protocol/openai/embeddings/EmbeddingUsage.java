package dev.dragoman.protocol.openai.embeddings;

import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.openai.LooseJson;
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.WireResponse;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says was used: {@code "usage":{"prompt_tokens","total_tokens"}}. The vectors,
 * nearly all of the answer, are skipped. No tokens at all are no report: a text has some, and there
 * are servers that fill the field with zeros.
 */
final class EmbeddingUsage {
  private EmbeddingUsage() {}

  /**
   * The usage, unknown where none is told.
   *
   * @throws GatewayException the error that stands where the vectors should
   */
  static Usage of(WireResponse response) {
    try {
      JsonScan scan = JsonScan.of(response.body(), "usage", "error");
      if (new LooseJson(orNull(scan.value("error"))).isPresent()) {
        throw new GatewayException(OpenAiErrors.decodeInAnswer(response.body()));
      }
      return of(new LooseJson(orNull(scan.value("usage"))));
    } catch (JsonSyntaxException e) {
      return Usage.UNKNOWN;
    }
  }

  static Usage of(LooseJson usage) {
    Long prompt = usage.get("prompt_tokens").count();
    Long total = prompt == null ? usage.get("total_tokens").count() : prompt;
    return total == null || total == 0 ? Usage.UNKNOWN : Usage.of(total, 0);
  }

  private static JsonValue orNull(@Nullable JsonValue value) {
    return value == null ? LooseJson.ABSENT.value() : value;
  }
}
