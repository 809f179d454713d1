package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A body of {@code POST /v1/responses} → {@link ChatRequest}. Nothing is stored here, so {@code
 * store} counts as false, and a body that builds on what is stored is refused by the name of the
 * field: ignored, its history would be lost (kiro-gateway#38). What the model does not name goes to
 * the extensions of {@code openai.responses}, that of {@code reasoning} and {@code text} under its
 * path. Errors: {@code INVALID_REQUEST} naming the path.
 */
final class ResponsesRequestDecoder {
  static final String ENCRYPTED = "reasoning.encrypted_content";

  private static final Set<String> KNOWN =
      Set.of(
          "model",
          "input",
          "instructions",
          "tools",
          "tool_choice",
          "parallel_tool_calls",
          "max_output_tokens",
          "temperature",
          "top_p",
          "text",
          "reasoning",
          "user",
          "safety_identifier",
          "metadata",
          "prompt_cache_key",
          "prompt_cache_retention",
          "stream",
          "service_tier",
          "include",
          "background",
          "store",
          "truncation");

  private static final Set<String> KNOWN_OF_TEXT = Set.of("format", "verbosity");

  /** Fields that build on what is stored at OpenAI. */
  private static final Map<String, String> STORED =
      Map.of(
          "previous_response_id",
          "answers are not stored here; send the whole conversation as input",
          "conversation",
          "conversations are not stored here; send the whole conversation as input",
          "prompt",
          "prompt templates are stored at OpenAI; send instructions and input");

  private ResponsesRequestDecoder() {}

  static ChatRequest decode(byte[] bytes) {
    JsonCursor body = JsonCursor.request(bytes);
    refuseStored(body);
    String model = body.requireString("model");
    InputItems items = InputDecoder.decode(body);
    ToolListDecoder tools = ToolListDecoder.of(body);
    List<String> include = body.items("include").stream().map(JsonCursor::string).toList();
    JsonCursor text = body.get("text");
    return new ChatRequest(
        model,
        items.messages(),
        Located.blocks(items.system()),
        tools.tools(),
        ToolChoiceDecoder.decode(body),
        body.bool("parallel_tool_calls"),
        sampling(body),
        maxOutputTokens(body),
        List.of(),
        ReasoningDecoder.decode(body, include.contains(ENCRYPTED)),
        text == null ? null : outputFormat(text),
        text == null ? null : text.string("verbosity"),
        cachePolicy(body),
        body.isTrue("stream"),
        true,
        identity(body),
        body.string("service_tier"),
        null,
        extensions(body, include),
        paths(items, tools));
  }

  private static void refuseStored(JsonCursor body) {
    STORED.forEach((field, problem) -> {
      if (body.get(field) != null) {
        throw Unsupported.parameter(field, problem);
      }
    });
    if (body.isTrue("background")) {
      throw Unsupported.parameter(
          "background", "answers are not kept to be fetched later; wait for it or stream it");
    }
  }

  private static SourcePaths paths(InputItems items, ToolListDecoder tools) {
    return new SourcePaths(
        Map.of(
            RequestField.SYSTEM,
            "instructions",
            RequestField.MESSAGES,
            "input",
            RequestField.MAX_OUTPUT_TOKENS,
            "max_output_tokens",
            RequestField.OUTPUT_FORMAT,
            "text.format",
            RequestField.REASONING,
            "reasoning",
            RequestField.VERBOSITY,
            "text.verbosity"),
        Located.places(items.system()),
        items.places(),
        tools.places());
  }

  private static Sampling sampling(JsonCursor body) {
    return new Sampling(
        body.decimal("temperature"),
        body.decimal("top_p"),
        null,
        null,
        null,
        null,
        Map.of(),
        null,
        null);
  }

  private static @Nullable Integer maxOutputTokens(JsonCursor body) {
    Integer bound = body.int32("max_output_tokens");
    if (bound != null && bound < 1) {
      throw body.require("max_output_tokens").invalid("must be at least 1");
    }
    return bound;
  }

  private static @Nullable OutputFormat outputFormat(JsonCursor text) {
    JsonCursor format = text.get("format");
    if (format == null) {
      return null;
    }
    return switch (format.requireString("type")) {
      case "text" -> new OutputFormat.PlainText();
      case "json_object" -> new OutputFormat.JsonObject();
      case "json_schema" ->
          new OutputFormat.JsonSchema(
              format.string("name"),
              format.string("description"),
              format.require("schema").source(),
              format.bool("strict"));
      default ->
          throw format
              .require("type")
              .invalid("must be one of \"text\", \"json_object\", \"json_schema\"");
    };
  }

  private static @Nullable CachePolicy cachePolicy(JsonCursor body) {
    String retention = body.string("prompt_cache_retention");
    return retention == null ? null : new CachePolicy(null, null, retention, null);
  }

  private static Identity identity(JsonCursor body) {
    Map<String, String> metadata = new LinkedHashMap<>();
    JsonCursor given = body.get("metadata");
    if (given != null) {
      given.members().forEach(member -> metadata.put(member.name(), member.string()));
    }
    return new Identity(
        body.string("user"),
        body.string("safety_identifier"),
        metadata,
        body.string("prompt_cache_key"));
  }

  /** Members of an object that have no name of their own, under their path. */
  private static void members(
      Map<String, JsonText> bag, @Nullable JsonCursor object, Set<String> known) {
    if (object != null) {
      object.rest(known).forEach((name, value) -> bag.put(object.path(name), value));
    }
  }

  /** Wishes that only OpenAI fulfils; what a field says by default is no wish. */
  private static Extensions extensions(JsonCursor body, List<String> include) {
    Map<String, JsonText> bag = new LinkedHashMap<>(body.rest(KNOWN));
    List<String> more = include.stream().filter(word -> !word.equals(ENCRYPTED)).toList();
    if (!more.isEmpty()) {
      JsonWriter words = new JsonWriter().beginArray();
      more.forEach(words::value);
      bag.put("include", new JsonText(words.endArray().text()));
    }
    members(bag, body.get("reasoning"), ReasoningDecoder.KNOWN);
    members(bag, body.get("text"), KNOWN_OF_TEXT);
    if (body.isTrue("store")) {
      bag.put("store", new JsonText("true"));
    }
    String truncation = body.string("truncation");
    if (truncation != null && !truncation.equals("disabled")) {
      bag.put("truncation", JsonText.ofString(truncation));
    }
    return Extensions.of(ProtocolId.OPENAI_RESPONSES, bag);
  }
}
