package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code POST /v1/chat/completions} → {@link ChatRequest}. Takes what clients send, old
 * and new: both spellings of the output bound, {@code functions} of before {@code tools}, strings
 * or arrays of one. What the model does not name goes to the extensions of {@code openai.chat};
 * members of {@code stream_options} beside {@code include_usage} go there under {@code
 * stream_options.NAME}. Errors: {@code INVALID_REQUEST} naming the path.
 */
final class OpenAiChatRequestDecoder {
  /** Prefix under which members of {@code stream_options} are kept. */
  static final String STREAM_OPTIONS = "stream_options.";

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "functions",
          "function_call",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_tokens",
          "max_completion_tokens",
          "stop",
          "temperature",
          "top_p",
          "top_k",
          "frequency_penalty",
          "presence_penalty",
          "seed",
          "logit_bias",
          "logprobs",
          "top_logprobs",
          "n",
          "response_format",
          "reasoning_effort",
          "user",
          "safety_identifier",
          "metadata",
          "prompt_cache_key",
          "prompt_cache_retention",
          "stream",
          "stream_options",
          "service_tier",
          "verbosity");

  private OpenAiChatRequestDecoder() {}

  static ChatRequest decode(byte[] bytes) {
    JsonCursor body = JsonCursor.request(bytes);
    String model = body.requireString("model");
    Conversation conversation = MessageDecoder.decode(body.require("messages"));
    JsonCursor streamOptions = body.get("stream_options");
    return new ChatRequest(
        model,
        conversation.messages(),
        Placed.blocks(conversation.system()),
        ToolDecoder.tools(body),
        ToolDecoder.choice(body),
        body.bool("parallel_tool_calls"),
        sampling(body),
        maxOutputTokens(body),
        stopSequences(body),
        ReasoningFields.decode(body),
        AnswerFormDecoder.outputFormat(body),
        body.string("verbosity"),
        cachePolicy(body),
        body.isTrue("stream"),
        streamOptions != null && streamOptions.isTrue("include_usage"),
        identity(body),
        body.string("service_tier"),
        candidates(body),
        extensions(body, streamOptions),
        paths(body, conversation));
  }

  private static @Nullable Integer candidates(JsonCursor body) {
    Integer asked = body.int32("n");
    if (asked != null && asked < 1) {
      throw body.require("n").invalid("must be at least 1");
    }
    return asked;
  }

  private static SourcePaths paths(JsonCursor body, Conversation conversation) {
    Map<RequestField, String> names = new EnumMap<>(RequestField.class);
    names.put(RequestField.SYSTEM, "messages");
    names.put(RequestField.STOP_SEQUENCES, "stop");
    names.put(
        RequestField.REASONING,
        body.get(ReasoningFields.EFFORT) == null && ReasoningFields.isThinkingRead(body)
            ? ReasoningFields.THINKING
            : ReasoningFields.EFFORT);
    older(names, RequestField.TOOLS, body, "functions");
    older(names, RequestField.TOOL_CHOICE, body, "function_call");
    if (body.get("max_completion_tokens") != null) {
      names.put(RequestField.MAX_OUTPUT_TOKENS, "max_completion_tokens");
    }
    return new SourcePaths(
        names,
        Placed.places(conversation.system()),
        conversation.places(),
        ToolDecoder.places(body));
  }

  /** A field that clients of long ago know under another name than its usual one. */
  private static void older(
      Map<RequestField, String> names, RequestField field, JsonCursor body, String olderName) {
    if (body.get(field.usualName()) == null && body.get(olderName) != null) {
      names.put(field, olderName);
    }
  }

  private static Sampling sampling(JsonCursor body) {
    return new Sampling(
        body.decimal("temperature"),
        body.decimal("top_p"),
        body.decimal("top_k"),
        body.decimal("frequency_penalty"),
        body.decimal("presence_penalty"),
        body.integer("seed"),
        logitBias(body),
        body.bool("logprobs"),
        body.int32("top_logprobs"));
  }

  private static Map<String, Double> logitBias(JsonCursor body) {
    JsonCursor bias = body.get("logit_bias");
    if (bias == null) {
      return Map.of();
    }
    Map<String, Double> byToken = new LinkedHashMap<>();
    for (JsonCursor member : bias.members()) {
      double weight = member.number().doubleValue();
      if (Double.isInfinite(weight)) {
        throw member.invalid("is a number out of range");
      }
      byToken.put(member.name(), weight);
    }
    return byToken;
  }

  private static @Nullable Integer maxOutputTokens(JsonCursor body) {
    Integer current = body.int32("max_completion_tokens");
    Integer bound = current == null ? body.int32("max_tokens") : current;
    if (bound != null && bound < 1) {
      String path = current == null ? "max_tokens" : "max_completion_tokens";
      throw GatewayException.invalid(path, path + ": must be at least 1");
    }
    return bound;
  }

  private static List<String> stopSequences(JsonCursor body) {
    JsonCursor stop = body.get("stop");
    if (stop == null) {
      return List.of();
    }
    return stop.isString()
        ? List.of(stop.string())
        : stop.items().stream().map(JsonCursor::string).toList();
  }

  private static @Nullable CachePolicy cachePolicy(JsonCursor body) {
    String retention = body.string("prompt_cache_retention");
    return retention == null ? null : new CachePolicy(null, null, retention, null);
  }

  private static Identity identity(JsonCursor body) {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonCursor given = body.get("metadata");
    if (given != null) {
      for (JsonCursor member : given.members()) {
        metadata.put(member.name(), member.isString() ? member.string() : member.source().text());
      }
    }
    return new Identity(
        body.string("user"),
        body.string("safety_identifier"),
        metadata,
        body.string("prompt_cache_key"));
  }

  private static Extensions extensions(JsonCursor body, @Nullable JsonCursor streamOptions) {
    Map<String, JsonText> bag = new LinkedHashMap<>(body.rest(KNOWN));
    if (ReasoningFields.isThinkingRead(body)) {
      bag.remove(ReasoningFields.THINKING);
    }
    ReasoningFields.unknownEffort(body).forEach(bag::put);
    if (streamOptions != null) {
      streamOptions
          .rest(Set.of("include_usage"))
          .forEach((name, value) -> bag.put(STREAM_OPTIONS + name, value));
    }
    return Extensions.of(ProtocolId.OPENAI_CHAT, bag);
  }
}
