package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.normalise.ForeignFields;
import dev.dragoman.protocol.openai.UserHash;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes everything beside messages and tools: limits, sampling, stream options, identity,
 * extensions. Presence counts, not truth: a 0 is sent. Single use.
 */
final class ParameterEncoder {
  /** OpenAI takes no longer {@code user} or {@code safety_identifier}. */
  private static final int MAX_USER_ID = 64;

  /** Headers that Anthropic keeps beside its fields; they say how, not what was asked. */
  private static final Set<String> HEADERS = Set.of("anthropic-version", "anthropic-beta");

  private final JsonWriter json;
  private final ChatRequest request;
  private final Capabilities capabilities;
  private final Losses losses;
  private final Map<String, JsonText> bag;

  ParameterEncoder(JsonWriter json, ChatRequest request, Capabilities capabilities, Losses losses) {
    this.json = json;
    this.request = request;
    this.capabilities = capabilities;
    this.losses = losses;
    this.bag = request.ext().of(ProtocolId.OPENAI_CHAT);
  }

  void write(ReasoningPlan reasoning) {
    maxTokens();
    stop();
    new SamplingEncoder(json, capabilities, losses).write(request.sampling());
    candidates();
    stream();
    if (capabilities.has(Flag.SERVICE_FIELDS)) {
      identity(request.identity());
      serviceTier();
      json.field("verbosity", request.verbosity());
      cache(request.cachePolicy());
    } else {
      serviceFieldsLost(request.identity());
    }
    ReasoningFields.write(json, reasoning, capabilities.controls().control());
    extensions(reasoning.form() != ReasoningPlan.Form.ABSENT);
  }

  private void maxTokens() {
    Integer bound = request.maxOutputTokens();
    if (bound == null) {
      return;
    }
    if (bound == 0) {
      throw GatewayException.at(
          path(RequestField.MAX_OUTPUT_TOKENS),
          "0 only warms the cache of Anthropic; give at least 1");
    }
    Integer most = capabilities.maxOutput();
    if (most != null && bound > most) {
      String path = path(RequestField.MAX_OUTPUT_TOKENS);
      losses.advisory(path, path + " was lowered to the model's limit of " + most);
      bound = most;
    }
    json.field(capabilities.maxTokensField(), bound);
  }

  /** Where the target takes none, the gateway watches for them, see {@link Emulation}. */
  private void stop() {
    List<String> given = stopSequences(request);
    int most = capabilities.stopSequences();
    if (given.isEmpty() || most == 0) {
      return;
    }
    if (given.size() > most) {
      losses.advisory(
          path(RequestField.STOP_SEQUENCES),
          "only the first " + most + " stop sequences were sent");
    }
    json.beginArray("stop");
    given.stream().limit(most).forEach(json::value);
    json.endArray();
  }

  /** Those that can be met: an empty one stands everywhere. */
  static List<String> stopSequences(ChatRequest request) {
    List<String> given = request.stopSequences();
    return given.contains("")
        ? given.stream().filter(sequence -> !sequence.isEmpty()).toList()
        : given;
  }

  private void candidates() {
    Integer count = request.candidateCount();
    if (count == null || (count == 1 && !capabilities.has(Flag.CANDIDATES))) {
      return;
    }
    if (!capabilities.has(Flag.CANDIDATES)) {
      throw GatewayException.at("n", "the model of this route gives one answer");
    }
    json.field("n", count);
  }

  /** Usage is always asked for: the gateway accounts for it. */
  private void stream() {
    if (!request.stream()) {
      return;
    }
    json.field("stream", true);
    if (!capabilities.has(Flag.STREAM_USAGE)) {
      return;
    }
    json.beginObject("stream_options").field("include_usage", true);
    bag.forEach((name, value) -> {
      if (name.startsWith(OpenAiChatRequestDecoder.STREAM_OPTIONS)) {
        json.field(name.substring(OpenAiChatRequestDecoder.STREAM_OPTIONS.length()), value);
      }
    });
    json.endObject();
  }

  /** Servers that refuse what they do not know are told nothing of it. */
  private void serviceFieldsLost(Identity identity) {
    lost(path(RequestField.END_USER_ID), identity.endUserId());
    lost("safety_identifier", identity.safetyId());
    lost("prompt_cache_key", identity.promptCacheKey());
    lost("metadata", identity.metadata().isEmpty() ? null : identity.metadata());
    lost("service_tier", request.serviceTier());
    lost(request.paths().of(RequestField.VERBOSITY), request.verbosity());
    CachePolicy policy = request.cachePolicy();
    lost("prompt_cache_retention", policy == null ? null : policy.retention());
    lost("cache_control", policy == null ? null : policy.automaticTtl());
  }

  private void lost(String path, @Nullable Object value) {
    if (value != null) {
      losses.advisory(path, path + " is not taken by the server of this route");
    }
  }

  private void identity(Identity identity) {
    json.field("user", userId(path(RequestField.END_USER_ID), identity.endUserId()))
        .field("safety_identifier", userId("safety_identifier", identity.safetyId()))
        .field("prompt_cache_key", identity.promptCacheKey());
    if (identity.metadata().isEmpty()) {
      return;
    }
    if (!isStored()) {
      losses.advisory("metadata", "metadata is only taken with store, which is not asked for");
      return;
    }
    json.beginObject("metadata");
    identity.metadata().forEach(json::field);
    json.endObject();
  }

  /**
   * The id of a user as OpenAI takes it. A longer id is hashed, for its first characters may be
   * alike for all users, and it may name accounts: Claude Code sends JSON of device, account and
   * session. Source: OpenAI API reference, Chat Completions, {@code safety_identifier} and {@code
   * user}.
   */
  private @Nullable String userId(String path, @Nullable String id) {
    if (id == null || id.length() <= MAX_USER_ID) {
      return id;
    }
    losses.advisory(
        path, path + " has more than " + MAX_USER_ID + " characters and was sent as a hash");
    return UserHash.of(id);
  }

  private String path(RequestField field) {
    return request.paths().of(field);
  }

  private boolean isStored() {
    JsonText store = bag.get("store");
    return store != null && store.text().equals("true");
  }

  private void serviceTier() {
    String given = request.serviceTier();
    if (given == null) {
      return;
    }
    String tier = ServiceTiers.encode(given);
    if (tier == null) {
      losses.advisory("service_tier", "the service tier has no counterpart in OpenAI Chat");
    }
    json.field("service_tier", tier);
  }

  private void cache(@Nullable CachePolicy policy) {
    if (policy == null) {
      return;
    }
    json.field("prompt_cache_retention", policy.retention());
    if (policy.automaticTtl() != null || policy.cachedContentName() != null) {
      losses.advisory("cache_control", "caching by request is not carried to OpenAI Chat");
    }
  }

  private void extensions(boolean reasoningWritten) {
    bag.forEach((name, value) -> {
      boolean written = reasoningWritten && ReasoningFields.NAMES.contains(name);
      boolean absent = value.text().equals("null") && !capabilities.has(Flag.NULL_FIELDS);
      if (!written && !absent && !name.startsWith(OpenAiChatRequestDecoder.STREAM_OPTIONS)) {
        json.field(name, value);
      }
    });
    request
        .ext()
        .bags()
        .forEach((protocol, fields) -> {
          if (!protocol.equals(ProtocolId.OPENAI_CHAT)) {
            fields.keySet().forEach(this::foreign);
          }
        });
  }

  private void foreign(String name) {
    if (HEADERS.contains(name)) {
      return;
    }
    String shown = ForeignFields.printable(name);
    losses.advisory(shown, shown + " has no counterpart in OpenAI Chat");
  }
}
