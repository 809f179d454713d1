package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.ReasoningPlan;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code thinking} and {@code output_config.effort}. Words that are not known stay in the bag. */
final class AnthropicReasoning {
  static final String THINKING = "thinking";
  static final String OUTPUT_CONFIG = "output_config";

  static final String EFFORT = "effort";
  private static final String TYPE = "type";
  private static final String DISPLAY = "display";

  private AnthropicReasoning() {}

  /**
   * The members of {@code output_config} that the model has slots for, as far as they are known.
   */
  static Set<String> knownOf(JsonCursor body) {
    return effort(body) == null ? Set.of("format") : Set.of("format", EFFORT);
  }

  /** Where the client asks for thinking, if it does. */
  static String path(JsonCursor body) {
    boolean byEffort = body.get(THINKING) == null && effort(body) != null;
    return byEffort ? OUTPUT_CONFIG + "." + EFFORT : THINKING;
  }

  /** What the client asks, null when it asks nothing. */
  static @Nullable ReasoningConfig decode(JsonCursor body) {
    JsonCursor thinking = body.get(THINKING);
    Effort effort = effort(body);
    if (thinking == null) {
      return effort == null
          ? null
          : new ReasoningConfig(Mode.EFFORT, effort, null, null, null, false, Extensions.NONE);
    }
    Mode mode = mode(thinking.requireString(TYPE));
    Display display = display(thinking.string(DISPLAY));
    return new ReasoningConfig(
        mode == null ? Mode.ADAPTIVE : mode,
        effort,
        thinking.int32("budget_tokens"),
        display,
        null,
        false,
        rest(thinking, mode == null, display == null));
  }

  /**
   * Writes what was decided, and what the client wants to see of it. A kind of thinking that only
   * this protocol knows is sent as the client wrote it.
   */
  static void write(JsonWriter out, ReasoningPlan plan, @Nullable ReasoningConfig asked) {
    Map<String, JsonText> own = asked == null ? Map.of() : asked.ext().of(ProtocolId.ANTHROPIC);
    switch (plan.form()) {
      case ABSENT, EFFORT, SWITCH -> {}
      case OFF -> out.beginObject(THINKING).field(TYPE, "disabled").endObject();
      case BUDGET ->
          out.beginObject(THINKING)
              .field(TYPE, "enabled")
              .field("budget_tokens", plan.budgetTokens())
              .field(DISPLAY, asked == null ? null : word(asked.display()))
              .endObject();
      case ADAPTIVE -> {
        out.beginObject(THINKING);
        if (!own.containsKey(TYPE)) {
          out.field(TYPE, "adaptive");
        }
        if (!own.containsKey(DISPLAY)) {
          out.field(DISPLAY, asked == null ? null : word(asked.display()));
        }
        own.forEach(out::field);
        out.endObject();
      }
    }
  }

  private static @Nullable String word(@Nullable Display display) {
    return switch (display) {
      case null -> null;
      case OMITTED -> "omitted";
      case SUMMARY -> "summarized";
      case FULL -> "full";
    };
  }

  private static Extensions rest(JsonCursor thinking, boolean keepType, boolean keepDisplay) {
    Map<String, JsonText> rest =
        new LinkedHashMap<>(thinking.rest(Set.of(TYPE, DISPLAY, "budget_tokens")));
    keep(rest, thinking.get(TYPE), keepType);
    keep(rest, thinking.get(DISPLAY), keepDisplay);
    return Extensions.of(ProtocolId.ANTHROPIC, rest);
  }

  private static void keep(Map<String, JsonText> rest, @Nullable JsonCursor word, boolean keep) {
    if (keep && word != null) {
      rest.put(word.name(), word.source());
    }
  }

  private static @Nullable Mode mode(String type) {
    return switch (type) {
      case "enabled" -> Mode.BUDGET;
      case "adaptive" -> Mode.ADAPTIVE;
      case "disabled" -> Mode.OFF;
      default -> null;
    };
  }

  private static @Nullable Display display(@Nullable String word) {
    return switch (word) {
      case "omitted" -> Display.OMITTED;
      case "summarized" -> Display.SUMMARY;
      case "full" -> Display.FULL;
      case null, default -> null;
    };
  }

  private static @Nullable Effort effort(JsonCursor body) {
    JsonCursor config = body.get(OUTPUT_CONFIG);
    String word = config == null ? null : config.string(EFFORT);
    if (word == null) {
      return null;
    }
    for (Effort effort : Effort.values()) {
      if (effort.name().toLowerCase(Locale.ROOT).equals(word)) {
        return effort;
      }
    }
    return null;
  }
}
