package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Capabilities.ReasoningUse;
import dev.dragoman.protocol.codec.Capabilities.SamplingSet;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.codec.ReasoningPlan.Form;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.OutputFormat.JsonSchema;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.normalise.SamplingLimits;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code generationConfig}: how tokens are drawn, how long the answer may be and in what form, and
 * how much is thought. Presence counts, not truth: 0 is sent (litellm#822). Source: {@code
 * GenerationConfig} and {@code ThinkingConfig} in the API reference.
 */
final class GeminiGeneration {
  static final String FIELD = "generationConfig";

  private final ChatRequest request;
  private final Capabilities capabilities;
  private final GeminiLosses losses;

  GeminiGeneration(ChatRequest request, Capabilities capabilities, GeminiLosses losses) {
    this.request = request;
    this.capabilities = capabilities;
    this.losses = losses;
  }

  void write(JsonWriter out, ReasoningPlan reasoning, @Nullable OutputFormat format) {
    JsonWriter config = new JsonWriter().beginObject();
    sampling(config);
    config.field("candidateCount", candidates());
    config.field("maxOutputTokens", maxTokens());
    stopSequences(config);
    format(config, format);
    thinking(config, reasoning);
    ownMembers(config);
    JsonText written = new JsonText(config.endObject().text());
    if (!written.equals(JsonText.EMPTY_OBJECT)) {
      out.field(FIELD, written);
    }
  }

  private void sampling(JsonWriter config) {
    Sampling asked = request.sampling();
    boolean drawn = capabilities.sampling() != SamplingSet.NONE;
    config
        .field("temperature", taken(drawn, asked.temperature(), "temperature"))
        .field("topP", taken(drawn, asked.topP(), "top_p"))
        .field("topK", taken(capabilities.has(Flag.TOP_K), asked.topK(), "top_k"));
    boolean penalties = capabilities.has(Flag.PENALTIES);
    config
        .field("presencePenalty", taken(penalties, asked.presencePenalty(), "presence_penalty"))
        .field("frequencyPenalty", taken(penalties, asked.frequencyPenalty(), "frequency_penalty"))
        .field(
            "seed",
            taken(capabilities.has(Flag.SEED) && isInt32(asked.seed()), asked.seed(), "seed"));
    taken(false, asked.logitBias().isEmpty() ? null : asked.logitBias(), "logit_bias");
    taken(false, Boolean.TRUE.equals(asked.logprobs()) ? asked.logprobs() : null, "logprobs");
    taken(false, asked.topLogprobs(), "top_logprobs");
  }

  private static boolean isInt32(@Nullable Long seed) {
    return seed == null || seed == seed.intValue();
  }

  private <T> @Nullable T taken(boolean takes, @Nullable T asked, String path) {
    if (!takes) {
      losses.ifGiven(asked, path, "the model does not take it");
      return null;
    }
    return asked;
  }

  private @Nullable Integer candidates() {
    Integer asked = request.candidateCount();
    return asked == null || asked == 1 ? null : asked;
  }

  private @Nullable Integer maxTokens() {
    return new SamplingLimits(capabilities, "Gemini", false, false, losses::add).maxTokens(request);
  }

  private void stopSequences(JsonWriter config) {
    String path = request.paths().of(RequestField.STOP_SEQUENCES);
    List<String> asked = request.stopSequences().stream().filter(text -> !text.isEmpty()).toList();
    int most = capabilities.stopSequences();
    if (asked.size() > most) {
      losses.advisory(path, "the model takes " + most + " stop sequences");
    }
    List<String> sent = asked.subList(0, Math.min(most, asked.size()));
    if (!sent.isEmpty()) {
      config.beginArray("stopSequences");
      sent.forEach(config::value);
      config.endArray();
    }
  }

  private void format(JsonWriter config, @Nullable OutputFormat format) {
    switch (format) {
      case null -> {}
      case OutputFormat.PlainText _ -> {}
      case OutputFormat.JsonObject _ -> config.field("responseMimeType", "application/json");
      case JsonSchema schema -> {
        losses.ifGiven(
            schema.description(),
            request.paths().of(RequestField.OUTPUT_FORMAT),
            "Gemini takes no description beside the schema");
        config
            .field("responseMimeType", "application/json")
            .field(
                capabilities.has(Flag.JSON_SCHEMA_FIELDS) ? "responseJsonSchema" : "responseSchema",
                schema.schema());
      }
    }
  }

  /**
   * What is said of thinking: a level or a number, never both, and whether thoughts are shown. They
   * are unless the client does not want to see them.
   */
  private void thinking(JsonWriter config, ReasoningPlan plan) {
    ReasoningConfig asked = request.reasoning();
    if (asked == null || capabilities.reasoning() == ReasoningUse.NONE) {
      return;
    }
    boolean off = plan.form() == Form.OFF || asked.mode() == ReasoningConfig.Mode.OFF;
    JsonWriter thinking = new JsonWriter().beginObject();
    switch (plan.form()) {
      case OFF -> thinking.field("thinkingBudget", 0);
      case BUDGET -> thinking.field("thinkingBudget", plan.budgetTokens());
      case EFFORT, ADAPTIVE, SWITCH -> thinking.field("thinkingLevel", level(plan));
      case ABSENT -> {}
    }
    if (!off && capabilities.controls().control() != null) {
      thinking.field("includeThoughts", asked.display() != ReasoningConfig.Display.OMITTED);
    }
    JsonText written = new JsonText(thinking.endObject().text());
    if (!written.equals(JsonText.EMPTY_OBJECT)) {
      config.field("thinkingConfig", written);
    }
  }

  private static @Nullable String level(ReasoningPlan plan) {
    String word = plan.effortWord();
    return word == null ? null : word.toUpperCase(Locale.ROOT);
  }

  /** Members that a client of this protocol gave and the neutral model has no name for. */
  private void ownMembers(JsonWriter config) {
    JsonText own = request.ext().of(ProtocolId.GEMINI).get(FIELD);
    if (own != null && own.parse() instanceof JsonObject members) {
      for (int i = 0; i < members.size(); i++) {
        config.field(members.name(i), members.value(i).source());
      }
    }
  }
}
