package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /v1/messages} → {@link ChatRequest}. Nothing is dropped: what the model has
 * no slot for stays in the bag of this protocol, at the level where it stood. Of objects that the
 * model takes apart ({@code metadata}, {@code output_config}, {@code tool_choice}, {@code
 * cache_control}) the bag holds the members that were left over, under the object's name. The
 * headers {@code anthropic-version} and {@code anthropic-beta} are kept in the same bag as JSON
 * strings.
 */
final class AnthropicRequestDecoder {
  static final String VERSION = "anthropic-version";
  static final String BETA = "anthropic-beta";

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "messages",
          "system",
          "max_tokens",
          "tools",
          AnthropicToolDecoder.CHOICE,
          "stop_sequences",
          "temperature",
          "top_p",
          "top_k",
          AnthropicReasoning.THINKING,
          AnthropicReasoning.OUTPUT_CONFIG,
          "output_format",
          "metadata",
          "service_tier",
          "stream",
          AnthropicCache.FIELD);

  private AnthropicRequestDecoder() {}

  /**
   * Decodes a request. {@code max_tokens} is required but for counting tokens.
   *
   * @throws GatewayException {@code INVALID_REQUEST} naming the field's path
   */
  static ChatRequest decode(WireRequest request) {
    JsonCursor body = JsonCursor.request(request.body());
    return new ChatRequest(
        model(body),
        messages(body),
        system(body),
        AnthropicToolDecoder.tools(body),
        AnthropicToolDecoder.choice(body),
        AnthropicToolDecoder.parallel(body),
        sampling(body),
        maxTokens(body, request.path().contains("/count_tokens")),
        strings(body, "stop_sequences"),
        AnthropicReasoning.decode(body),
        outputFormat(body),
        null,
        cachePolicy(body),
        body.isTrue("stream"),
        true,
        identity(body),
        serviceTier(body.string("service_tier")),
        null,
        bag(body, request.headers()),
        paths(body));
  }

  /** Messages, blocks and tools stand in the neutral request where they stand in the body. */
  private static SourcePaths paths(JsonCursor body) {
    Map<RequestField, String> names = new EnumMap<>(RequestField.class);
    names.put(
        RequestField.PARALLEL_TOOL_CALLS,
        AnthropicToolDecoder.CHOICE + "." + AnthropicToolDecoder.NOT_PARALLEL);
    names.put(RequestField.OUTPUT_FORMAT, outputFormatPath(body));
    names.put(RequestField.REASONING, AnthropicReasoning.path(body));
    names.put(RequestField.END_USER_ID, "metadata.user_id");
    return new SourcePaths(names, List.of(), List.of(), List.of());
  }

  private static String model(JsonCursor body) {
    JsonCursor model = body.require("model");
    if (model.string().isBlank()) {
      throw model.invalid("must not be empty");
    }
    return model.string();
  }

  private static @Nullable Integer maxTokens(JsonCursor body, boolean counting) {
    Integer maxTokens = body.int32("max_tokens");
    if (maxTokens == null && counting) {
      return null;
    }
    if (maxTokens == null || maxTokens < 0) {
      throw body.require("max_tokens").invalid("must not be negative");
    }
    return maxTokens;
  }

  private static List<Message> messages(JsonCursor body) {
    JsonCursor messages = body.require("messages");
    List<Message> turns = new ArrayList<>();
    for (JsonCursor message : messages.items()) {
      turns.add(
          new Message(
              role(message.require("role")),
              AnthropicBlockDecoder.INSTANCE.content(message.require("content")),
              null,
              null,
              AnthropicBag.rest(message, Set.of("role", "content"))));
    }
    if (turns.isEmpty()) {
      throw messages.invalid("must hold at least one message");
    }
    return turns;
  }

  private static Role role(JsonCursor role) {
    return switch (role.string()) {
      case "user" -> Role.USER;
      case "assistant" -> Role.ASSISTANT;
      case "system" -> Role.SYSTEM;
      default -> throw role.invalid("must be user, assistant or system");
    };
  }

  private static List<ContentBlock> system(JsonCursor body) {
    JsonCursor system = body.get("system");
    return system == null ? List.of() : AnthropicBlockDecoder.INSTANCE.content(system);
  }

  private static Sampling sampling(JsonCursor body) {
    return new Sampling(
        body.decimal("temperature"),
        body.decimal("top_p"),
        body.decimal("top_k"),
        null,
        null,
        null,
        Map.of(),
        null,
        null);
  }

  private static List<String> strings(JsonCursor body, String member) {
    List<String> strings = new ArrayList<>();
    for (JsonCursor item : body.items(member)) {
      strings.add(item.string());
    }
    return strings;
  }

  /** {@code output_config.format}, or the older {@code output_format}. */
  private static @Nullable OutputFormat outputFormat(JsonCursor body) {
    JsonCursor current = currentOutputFormat(body);
    JsonCursor format = current == null ? body.get("output_format") : current;
    if (format == null) {
      return null;
    }
    JsonCursor type = format.require("type");
    if (!type.string().equals("json_schema")) {
      throw type.invalid("must be json_schema");
    }
    // Anthropic always holds the model to the schema.
    return new OutputFormat.JsonSchema(null, null, format.require("schema").source(), true);
  }

  private static @Nullable JsonCursor currentOutputFormat(JsonCursor body) {
    JsonCursor config = body.get(AnthropicReasoning.OUTPUT_CONFIG);
    return config == null ? null : config.get("format");
  }

  private static String outputFormatPath(JsonCursor body) {
    return currentOutputFormat(body) == null ? "output_format" : "output_config.format";
  }

  private static @Nullable CachePolicy cachePolicy(JsonCursor body) {
    JsonCursor automatic = body.get(AnthropicCache.FIELD);
    if (automatic == null) {
      return null;
    }
    String ttl = automatic.string("ttl");
    return new CachePolicy(ttl == null ? "5m" : ttl, null, null, null);
  }

  private static Identity identity(JsonCursor body) {
    JsonCursor metadata = body.get("metadata");
    String user = metadata == null ? null : metadata.string("user_id");
    return user == null ? Identity.NONE : new Identity(user, null, Map.of(), null);
  }

  /** {@code standard_only} is what other protocols call their standard tier. */
  private static @Nullable String serviceTier(@Nullable String tier) {
    return "standard_only".equals(tier) ? AnthropicBody.STANDARD_TIER : tier;
  }

  private static Extensions bag(JsonCursor body, WireHeaders headers) {
    Map<String, JsonText> bag = new LinkedHashMap<>();
    keep(bag, VERSION, headers.first(VERSION));
    keep(bag, BETA, headers.joined(BETA));
    bag.putAll(body.rest(KNOWN));
    keepRest(bag, body.get("metadata"), Set.of("user_id"));
    keepRest(bag, body.get(AnthropicReasoning.OUTPUT_CONFIG), AnthropicReasoning.knownOf(body));
    keepRest(
        bag,
        body.get(AnthropicToolDecoder.CHOICE),
        Set.of("type", "name", AnthropicToolDecoder.NOT_PARALLEL));
    JsonCursor automatic = body.get(AnthropicCache.FIELD);
    if (automatic != null && !AnthropicCache.beyondTheUsual(automatic).isEmpty()) {
      bag.put(AnthropicCache.FIELD, AnthropicBag.object(AnthropicCache.beyondTheUsual(automatic)));
    }
    return Extensions.of(ProtocolId.ANTHROPIC, bag);
  }

  private static void keep(Map<String, JsonText> bag, String name, @Nullable String value) {
    if (value != null) {
      bag.put(name, JsonText.ofString(value));
    }
  }

  private static void keepRest(
      Map<String, JsonText> bag, @Nullable JsonCursor object, Set<String> known) {
    Map<String, JsonText> rest = object == null ? Map.of() : object.rest(known);
    if (object != null && !rest.isEmpty()) {
      bag.put(object.name(), AnthropicBag.object(rest));
    }
  }
}
