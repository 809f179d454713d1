package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.ReasoningControls.Control;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much the model shall think: {@code reasoning_effort}, {@code thinking.type} as DeepSeek has
 * it beside, and {@code reasoning} in its place for OpenRouter. Source: OpenAI API reference, Chat
 * Completions; "Thinking Mode" on api-docs.deepseek.com; "Reasoning Tokens" on openrouter.ai/docs.
 */
final class ReasoningFields {
  static final String EFFORT = "reasoning_effort";
  static final String THINKING = "thinking";
  static final String REASONING = "reasoning";
  static final Set<String> NAMES = Set.of(EFFORT, THINKING);

  private static final String TYPE = "type";

  private ReasoningFields() {}

  /** What the client asks, null when it asks nothing. */
  static @Nullable ReasoningConfig decode(JsonCursor body) {
    String word = body.string(EFFORT);
    Effort effort = word == null ? null : effort(word);
    Mode mode = mode(body);
    if (mode == null && effort == null) {
      return null;
    }
    return new ReasoningConfig(
        effort == Effort.NONE || mode == Mode.OFF
            ? Mode.OFF
            : effort == null ? Mode.ADAPTIVE : Mode.EFFORT,
        effort,
        null,
        null,
        null,
        false,
        Extensions.NONE);
  }

  /** Whether {@code thinking} is read; another form of it belongs to a single server. */
  static boolean isThinkingRead(JsonCursor body) {
    return mode(body) != null;
  }

  private static @Nullable Mode mode(JsonCursor body) {
    JsonCursor thinking = body.get(THINKING);
    if (thinking == null || !thinking.isObject() || !thinking.rest(Set.of(TYPE)).isEmpty()) {
      return null;
    }
    return switch (thinking.string(TYPE)) {
      case "enabled" -> Mode.ADAPTIVE;
      case "disabled" -> Mode.OFF;
      case null, default -> null;
    };
  }

  /**
   * Words of single servers, such as {@code default}, mean nothing elsewhere and are kept apart.
   */
  static Map<String, JsonText> unknownEffort(JsonCursor body) {
    String word = body.string(EFFORT);
    return word == null || effort(word) != null
        ? Map.of()
        : Map.of(EFFORT, JsonText.ofString(word));
  }

  private static @Nullable Effort effort(String word) {
    for (Effort effort : Effort.values()) {
      if (effort.name().toLowerCase(Locale.ROOT).equals(word)) {
        return effort;
      }
    }
    return null;
  }

  /** Writes what was decided, in the words that a target of {@code control} has. */
  static void write(JsonWriter json, ReasoningPlan plan, @Nullable Control control) {
    switch (control) {
      case SWITCH -> switched(json, plan);
      case EFFORT_OR_BUDGET -> object(json, plan);
      case null, default -> effort(json, plan);
    }
  }

  private static void effort(JsonWriter json, ReasoningPlan plan) {
    switch (plan.form()) {
      case OFF -> json.field(EFFORT, "none");
      case SWITCH, ADAPTIVE, BUDGET, EFFORT -> json.field(EFFORT, plan.effortWord());
      case ABSENT -> {}
    }
  }

  private static void switched(JsonWriter json, ReasoningPlan plan) {
    switch (plan.form()) {
      case OFF -> thinking(json, "disabled");
      case SWITCH, ADAPTIVE, BUDGET, EFFORT -> {
        thinking(json, "enabled");
        json.field(EFFORT, plan.effortWord());
      }
      case ABSENT -> {}
    }
  }

  private static void thinking(JsonWriter json, String type) {
    json.beginObject(THINKING).field(TYPE, type).endObject();
  }

  /** An effort or a number of tokens; without either, that thinking is wanted. */
  private static void object(JsonWriter json, ReasoningPlan plan) {
    switch (plan.form()) {
      case OFF -> json.beginObject(REASONING).field("effort", "none").endObject();
      case BUDGET ->
          json.beginObject(REASONING).field("max_tokens", plan.budgetTokens()).endObject();
      case SWITCH, ADAPTIVE, EFFORT -> {
        json.beginObject(REASONING);
        if (plan.effortWord() == null) {
          json.field("enabled", true);
        } else {
          json.field("effort", plan.effortWord());
        }
        json.endObject();
      }
      case ABSENT -> {}
    }
  }
}
