package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.TextAnswers;
import java.util.Set;

/** Fields of a request's envelope that have no place in this protocol. */
final class ConverseEnvelope {
  /** Of Anthropic's bag: what {@link ClaudeFields} writes or judges itself, and mere headers. */
  private static final Set<String> JUDGED_ELSEWHERE =
      Set.of("anthropic-version", ClaudeFields.BETA_HEADER);

  private ConverseEnvelope() {}

  /**
   * Refuses what the answer depends on and lists the rest.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field
   */
  static void refuseOrReport(ChatRequest request, ConverseLosses losses) {
    refuse(request);
    String absent = "Bedrock has no such field";
    losses.ifGiven(request.verbosity(), request.paths().of(RequestField.VERBOSITY), absent);
    losses.ifGiven(request.identity().promptCacheKey(), "prompt_cache_key", absent);
    CachePolicy cache = request.cachePolicy();
    if (cache != null) {
      losses.ifGiven(cache.mode(), "prompt_cache_options", absent);
      losses.ifGiven(cache.retention(), "prompt_cache_retention", absent);
      losses.ifGiven(cache.cachedContentName(), "cachedContent", absent);
    }
    request
        .ext()
        .bags()
        .forEach((protocol, fields) -> {
          if (!protocol.equals(ProtocolId.BEDROCK)) {
            fields.forEach((name, value) -> {
              if (!JUDGED_ELSEWHERE.contains(name)) {
                losses.ifGiven(value, ForeignFields.printable(name), absent);
              }
            });
          }
        });
    losses.addAll(ForeignFields.in(request, ProtocolId.BEDROCK, "Bedrock"));
  }

  private static void refuse(ChatRequest request) {
    Integer candidates = request.candidateCount();
    if (candidates != null && candidates > 1) {
      throw GatewayException.at("n", "Bedrock gives one answer a request");
    }
    Integer bound = request.maxOutputTokens();
    if (bound != null && bound == 0) {
      throw GatewayException.at(
          request.paths().of(RequestField.MAX_OUTPUT_TOKENS),
          "0 only warms the cache of Anthropic; give at least 1");
    }
    TextAnswers.demand(request, "Bedrock");
  }
}
