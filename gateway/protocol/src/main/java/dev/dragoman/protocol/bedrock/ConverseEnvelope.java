package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.ForeignFields;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    losses.ifGiven(request.verbosity(), "verbosity", absent);
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
    refuseOtherAnswers(request.ext().of(ProtocolId.OPENAI_CHAT));
    refuseSpokenHistory(request);
  }

  /** An answer in sound, or one that stands on a search, is another answer than text alone. */
  private static void refuseOtherAnswers(Map<String, JsonText> openAi) {
    JsonText modalities = openAi.get("modalities");
    if (modalities != null && modalities.text().contains("\"audio\"")) {
      throw GatewayException.at("modalities", "Bedrock answers in text only");
    }
    if (isGiven(openAi.get("web_search_options"))) {
      throw GatewayException.at(
          "web_search_options", "the search of OpenAI cannot be used with this model");
    }
  }

  private static void refuseSpokenHistory(ChatRequest request) {
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      if (isGiven(message.ext().of(ProtocolId.OPENAI_CHAT).get("audio"))) {
        throw GatewayException.at(
            request.paths().message(i).path("audio"),
            "an answer in sound is kept at its provider and cannot be sent");
      }
    }
  }

  private static boolean isGiven(@Nullable JsonText value) {
    return value != null && !value.text().equals("null");
  }
}
