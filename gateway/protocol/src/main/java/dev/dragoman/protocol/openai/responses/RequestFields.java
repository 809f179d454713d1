package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.openai.UserHash;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything beside items, tools and text: limits, sampling, reasoning, identity,
 * extensions. Presence counts, not truth: a 0 is sent. Single use.
 */
final class RequestFields {
  /** OpenAI takes no longer {@code user} or {@code safety_identifier}. */
  private static final int MAX_USER_ID = 64;

  /** OpenAI takes no smaller bound. */
  private static final int LEAST_OUTPUT = 16;

  /** Headers that Anthropic keeps beside its fields; they say how, not what was asked. */
  private static final Set<String> HEADERS = Set.of("anthropic-version", "anthropic-beta");

  /** Written here whatever the client said of them. */
  private static final Set<String> OWN = Set.of("store", "include");

  private final JsonWriter json;
  private final ChatRequest request;
  private final Capabilities capabilities;
  private final Consumer<Dropped> losses;

  RequestFields(
      JsonWriter json, ChatRequest request, Capabilities capabilities, Consumer<Dropped> losses) {
    this.json = json;
    this.request = request;
    this.capabilities = capabilities;
    this.losses = losses;
  }

  void write(ReasoningPlan reasoning) {
    maxTokens();
    sampling(request.sampling());
    Integer candidates = request.candidateCount();
    if (candidates != null && candidates > 1) {
      throw GatewayException.at("n", "OpenAI Responses gives one answer a request");
    }
    reasoning(reasoning);
    json.field("store", (Boolean) false);
    if (request.ext().of(ProtocolId.OPENAI_RESPONSES).containsKey("store")) {
      advisory("store", "an answer is not stored where its request is converted");
    }
    json.field("stream", request.stream() ? Boolean.TRUE : null);
    identity(request.identity());
    serviceTier();
    cache(request.cachePolicy());
    extensions();
  }

  private void advisory(String path, String reason) {
    losses.accept(Dropped.advisory(path, reason));
  }

  private String path(RequestField field) {
    return request.paths().of(field);
  }

  private void maxTokens() {
    Integer bound = request.maxOutputTokens();
    if (bound == null) {
      return;
    }
    String path = path(RequestField.MAX_OUTPUT_TOKENS);
    if (bound == 0) {
      throw GatewayException.at(path, "0 only warms the cache of Anthropic; give at least 1");
    }
    Integer most = capabilities.maxOutput();
    int given = most == null ? bound : Math.min(bound, most);
    if (given < bound) {
      advisory(path, path + " was lowered to the model's limit of " + most);
    }
    if (given < LEAST_OUTPUT) {
      advisory(path, path + " was raised to the least that OpenAI takes, " + LEAST_OUTPUT);
    }
    json.field("max_output_tokens", (Integer) Math.max(given, LEAST_OUTPUT));
  }

  private void sampling(Sampling sampling) {
    if (capabilities.sampling() == SamplingSet.NONE) {
      lost("temperature", sampling.temperature());
      lost("top_p", sampling.topP());
    } else {
      json.field("temperature", sampling.temperature()).field("top_p", sampling.topP());
    }
    lost("top_k", sampling.topK());
    lost("frequency_penalty", sampling.frequencyPenalty());
    lost("presence_penalty", sampling.presencePenalty());
    lost("seed", sampling.seed());
    lost("logit_bias", sampling.logitBias().isEmpty() ? null : sampling.logitBias());
    lost("logprobs", sampling.logprobs());
    lost("top_logprobs", sampling.topLogprobs());
  }

  private void lost(String name, @Nullable Object value) {
    if (value != null) {
      advisory(name, name + " is not taken by the model of this route");
    }
  }

  /**
   * Nothing is stored, so the state of thinking comes with the answer and goes with the history.
   */
  private void reasoning(ReasoningPlan plan) {
    String effort =
        switch (plan.form()) {
          case OFF -> "none";
          case SWITCH, ADAPTIVE, BUDGET, EFFORT -> plan.effortWord();
          case ABSENT -> null;
        };
    ReasoningConfig asked = request.reasoning();
    boolean thinks = capabilities.reasoning() != ReasoningUse.NONE;
    String summary = thinks && asked != null ? summary(asked) : null;
    Map<String, JsonText> more = extensionsBelow("reasoning.");
    if (effort != null || summary != null || !more.isEmpty()) {
      json.beginObject("reasoning").field("effort", effort).field("summary", summary);
      more.forEach(json::field);
      json.endObject();
    }
    include(thinks && plan.form() != ReasoningPlan.Form.OFF);
  }

  private static @Nullable String summary(ReasoningConfig asked) {
    if (asked.summaryStyle() != null) {
      return asked.summaryStyle();
    }
    boolean hidden =
        asked.display() == ReasoningConfig.Display.OMITTED
            || asked.mode() == ReasoningConfig.Mode.OFF;
    return hidden ? null : "auto";
  }

  private void include(boolean state) {
    JsonText more = request.ext().of(ProtocolId.OPENAI_RESPONSES).get("include");
    if (!state && more == null) {
      return;
    }
    json.beginArray("include");
    if (state) {
      json.value(ResponsesRequestDecoder.ENCRYPTED);
    }
    if (more != null && more.parse() instanceof JsonArray all) {
      for (int i = 0; i < all.size(); i++) {
        json.value(all.get(i).source());
      }
    }
    json.endArray();
  }

  private void identity(Identity identity) {
    json.field("user", userId(path(RequestField.END_USER_ID), identity.endUserId()))
        .field("safety_identifier", userId("safety_identifier", identity.safetyId()))
        .field("prompt_cache_key", identity.promptCacheKey());
    if (!identity.metadata().isEmpty()) {
      json.beginObject("metadata");
      identity.metadata().forEach(json::field);
      json.endObject();
    }
  }

  /** A longer id is hashed, for its first characters may be alike for all users. */
  private @Nullable String userId(String path, @Nullable String id) {
    if (id == null || id.length() <= MAX_USER_ID) {
      return id;
    }
    advisory(path, path + " has more than " + MAX_USER_ID + " characters and was sent as a hash");
    return UserHash.of(id);
  }

  private void serviceTier() {
    String given = request.serviceTier();
    String tier = given == null ? null : ServiceTiers.encode(given);
    if (given != null && tier == null) {
      advisory("service_tier", "the service tier has no counterpart in OpenAI Responses");
    }
    json.field("service_tier", tier);
  }

  private void cache(@Nullable CachePolicy policy) {
    if (policy == null) {
      return;
    }
    json.field("prompt_cache_retention", policy.retention());
    if (policy.automaticTtl() != null || policy.cachedContentName() != null) {
      advisory("cache_control", "caching by request is not carried to OpenAI Responses");
    }
  }

  private Map<String, JsonText> extensionsBelow(String prefix) {
    Map<String, JsonText> below = new LinkedHashMap<>();
    request
        .ext()
        .of(ProtocolId.OPENAI_RESPONSES)
        .forEach((name, value) -> {
          if (name.startsWith(prefix)) {
            below.put(name.substring(prefix.length()), value);
          }
        });
    return below;
  }

  private void extensions() {
    request
        .ext()
        .bags()
        .forEach((protocol, fields) ->
            fields.forEach((name, value) -> {
              if (!protocol.equals(ProtocolId.OPENAI_RESPONSES)) {
                foreign(name);
              } else if (!OWN.contains(name) && name.indexOf('.') < 0) {
                json.field(name, value);
              }
            }));
  }

  private void foreign(String name) {
    if (!HEADERS.contains(name)) {
      String shown = ForeignFields.printable(name);
      advisory(shown, shown + " has no counterpart in OpenAI Responses");
    }
  }
}
