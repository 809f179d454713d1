package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.TextAnswers;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of a request's envelope that have no place in this protocol, or are not converted. */
final class AnthropicLosses {
  /**
   * Members of the bag that the encoder does not copy: headers, and what is left of objects that it
   * writes or drops as a whole.
   */
  static final Set<String> NOT_IN_BODY =
      Set.of(
          AnthropicRequestDecoder.VERSION,
          AnthropicRequestDecoder.BETA,
          "metadata",
          AnthropicReasoning.OUTPUT_CONFIG,
          AnthropicToolDecoder.CHOICE,
          AnthropicCache.FIELD);

  private AnthropicLosses() {}

  /**
   * Refuses what the answer depends on and lists the rest.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field
   */
  static void refuseOrReport(ChatRequest request, List<Dropped> dropped) {
    refuse(request);
    report(
        dropped,
        request.verbosity() == null ? null : request.paths().of(RequestField.VERBOSITY),
        "Anthropic has no such field");
    identity(request, dropped);
    cache(request.cachePolicy(), dropped);
    for (String name : request.ext().of(ProtocolId.ANTHROPIC).keySet()) {
      if (name.equals(AnthropicToolDecoder.CHOICE)) {
        report(dropped, name, "some of its members are not converted");
      }
    }
    request
        .ext()
        .bags()
        .forEach((protocol, fields) -> {
          if (!protocol.equals(ProtocolId.ANTHROPIC)) {
            fields
                .keySet()
                .forEach(name ->
                    report(dropped, ForeignFields.printable(name), "Anthropic has no such field"));
          }
        });
  }

  private static void refuse(ChatRequest request) {
    Integer candidates = request.candidateCount();
    if (candidates != null && candidates > 1) {
      throw GatewayException.invalid("n", "n: Anthropic gives one answer a request");
    }
    TextAnswers.demand(request, "Anthropic");
  }

  private static void identity(ChatRequest request, List<Dropped> dropped) {
    Identity identity = request.identity();
    report(
        dropped, identity.metadata().isEmpty() ? null : "metadata", "Anthropic takes user_id only");
    report(
        dropped,
        identity.promptCacheKey() == null ? null : "prompt_cache_key",
        "Anthropic has no such field");
    report(
        dropped,
        identity.safetyId() == null || identity.endUserId() == null
            ? null
            : request.paths().of(RequestField.END_USER_ID),
        "Anthropic takes one id of the user; safety_identifier was sent");
  }

  private static void cache(@Nullable CachePolicy policy, List<Dropped> dropped) {
    if (policy == null) {
      return;
    }
    String reason = "caching is not converted";
    report(dropped, policy.mode() == null ? null : "prompt_cache_options", reason);
    report(dropped, policy.retention() == null ? null : "prompt_cache_retention", reason);
    report(dropped, policy.cachedContentName() == null ? null : "cachedContent", reason);
  }

  private static void report(List<Dropped> dropped, @Nullable String field, String reason) {
    if (field != null) {
      dropped.add(Dropped.advisory(field, reason));
    }
  }
}
