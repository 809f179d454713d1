package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Dialect.Quirk;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.normalise.TextAnswers;

/** Fields of a request's envelope that have no place in this protocol. */
final class GeminiEnvelope {
  private static final String ABSENT = "Gemini has no such field";

  private static final String NO_LABEL = "Google Cloud takes no such label";

  /** Mere headers in Anthropic's bag, which say nothing to anyone else. */
  private static final String HEADERS = "anthropic-";

  private GeminiEnvelope() {}

  /**
   * Refuses what the answer depends on and lists the rest.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field
   */
  static void refuseOrReport(ChatRequest request, Dialect dialect, GeminiLosses losses) {
    refuse(request);
    losses.ifGiven(request.verbosity(), "verbosity", ABSENT);
    identity(request, dialect, losses);
    CachePolicy cache = request.cachePolicy();
    if (cache != null) {
      losses.ifGiven(cache.automaticTtl(), "cache_control", "Gemini has no cache marks");
      losses.ifGiven(cache.mode(), "prompt_cache_options", ABSENT);
      losses.ifGiven(cache.retention(), "prompt_cache_retention", ABSENT);
    }
    losses.ifGiven(
        Boolean.FALSE.equals(request.parallelToolCalls()) ? request : null,
        request.paths().of(RequestField.PARALLEL_TOOL_CALLS),
        "the model cannot be kept to one call at a time");
    request
        .ext()
        .bags()
        .forEach((protocol, fields) -> {
          if (!protocol.equals(ProtocolId.GEMINI)) {
            fields.forEach((name, value) -> {
              if (!name.startsWith(HEADERS)) {
                losses.ifGiven(value, ForeignFields.printable(name), ABSENT);
              }
            });
          }
        });
    losses.addAll(ForeignFields.in(request, ProtocolId.GEMINI, "Gemini"));
  }

  private static void identity(ChatRequest request, Dialect dialect, GeminiLosses losses) {
    Identity identity = request.identity();
    losses.ifGiven(identity.promptCacheKey(), "prompt_cache_key", ABSENT);
    losses.ifGiven(identity.safetyId(), "safety_identifier", ABSENT);
    String notTold = dialect.has(Quirk.LABELS) ? NO_LABEL : ABSENT;
    losses.ifGiven(
        GeminiLabels.tellUser(identity, dialect) ? null : identity.endUserId(),
        request.paths().of(RequestField.END_USER_ID),
        notTold);
    boolean metadataTold =
        identity.metadata().isEmpty() || GeminiLabels.tellMetadata(identity, dialect);
    losses.ifGiven(metadataTold ? null : identity, "metadata", notTold);
  }

  private static void refuse(ChatRequest request) {
    Integer bound = request.maxOutputTokens();
    if (bound != null && bound == 0) {
      throw GatewayException.at(
          request.paths().of(RequestField.MAX_OUTPUT_TOKENS),
          "0 only warms the cache of Anthropic; give at least 1");
    }
    TextAnswers.demand(request, "Gemini");
  }
}
