package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.Sampling;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code generationConfig}. Source: {@code GenerationConfig} in the API reference. */
final class ClientGeneration {
  static final String FIELD = "generationConfig";
  private static final String MIME = "responseMimeType";
  private static final String SCHEMA = "responseSchema";
  private static final String JSON_SCHEMA = "responseJsonSchema";
  private static final String JSON = "application/json";
  private static final int MODEL_DECIDES = -1;

  private static final Set<String> KNOWN =
      Set.of(
          "temperature",
          "topP",
          "topK",
          "candidateCount",
          "maxOutputTokens",
          "stopSequences",
          "presencePenalty",
          "frequencyPenalty",
          "seed",
          "responseLogprobs",
          "logprobs",
          "thinkingConfig",
          SCHEMA,
          JSON_SCHEMA);

  private final Spelled config;

  ClientGeneration(Spelled config) {
    this.config = config;
  }

  Sampling sampling() {
    return new Sampling(
        config.decimal("temperature"),
        config.decimal("topP"),
        config.decimal("topK"),
        config.decimal("frequencyPenalty"),
        config.decimal("presencePenalty"),
        config.integer("seed"),
        Map.of(),
        config.bool("responseLogprobs"),
        config.int32("logprobs"));
  }

  @Nullable Integer maxOutputTokens() {
    Integer asked = config.int32("maxOutputTokens");
    if (asked != null && asked < 0) {
      throw config.cursor().require("maxOutputTokens").invalid("must not be negative");
    }
    return asked;
  }

  @Nullable Integer candidateCount() {
    Integer asked = config.int32("candidateCount");
    if (asked != null && asked < 1) {
      throw config.cursor().require("candidateCount").invalid("must be at least 1");
    }
    return asked;
  }

  List<String> stopSequences() {
    return config.items("stopSequences").stream().map(JsonCursor::string).toList();
  }

  /** The form of the answer; a schema without a type of media means JSON. */
  @Nullable OutputFormat format() {
    String mime = config.string(MIME);
    JsonCursor schema =
        config.get(JSON_SCHEMA) == null ? config.get(SCHEMA) : config.get(JSON_SCHEMA);
    boolean json = JSON.equals(mime) || (mime == null && schema != null);
    if (!json) {
      return "text/plain".equals(mime) ? new OutputFormat.PlainText() : null;
    }
    return schema == null
        ? new OutputFormat.JsonObject()
        : new OutputFormat.JsonSchema(null, null, ClientSchema.toJsonSchema(schema.source()), null);
  }

  /** How much to think: a budget, of which 0 is none and -1 the model's choice, or a level. */
  @Nullable ReasoningConfig reasoning() {
    Spelled thinking = config.object("thinkingConfig");
    if (thinking == null) {
      return null;
    }
    Integer budget = thinking.int32("thinkingBudget");
    Effort effort = effort(thinking);
    Mode mode =
        effort != null
            ? Mode.EFFORT
            : budget == null || budget == MODEL_DECIDES
                ? Mode.ADAPTIVE
                : budget <= 0 ? Mode.OFF : Mode.BUDGET;
    Display display = thinking.isTrue("includeThoughts") ? Display.SUMMARY : Display.OMITTED;
    return new ReasoningConfig(
        mode, effort, mode == Mode.BUDGET ? budget : null, display, null, false, Extensions.NONE);
  }

  private static @Nullable Effort effort(Spelled thinking) {
    String level = thinking.string("thinkingLevel");
    if (level == null) {
      return null;
    }
    return switch (level.toUpperCase(Locale.ROOT)) {
      case "MINIMAL" -> Effort.MINIMAL;
      case "LOW" -> Effort.LOW;
      case "MEDIUM" -> Effort.MEDIUM;
      case "HIGH" -> Effort.HIGH;
      case "THINKING_LEVEL_UNSPECIFIED" -> null;
      default ->
          throw thinking
              .cursor()
              .invalid("thinkingLevel must be MINIMAL, LOW, MEDIUM or HIGH, is \"" + level + "\"");
    };
  }

  /** Members that the model has no name for, null without any. */
  @Nullable JsonText rest() {
    Map<String, JsonText> rest = config.rest(KNOWN);
    String mime = config.string(MIME);
    if (mime == null || mime.equals(JSON) || mime.equals("text/plain")) {
      rest.remove(MIME);
    }
    if (rest.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginObject();
    rest.forEach(json::field);
    return new JsonText(json.endObject().text());
  }
}
