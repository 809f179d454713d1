package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code reasoning}: how much the model shall think, and whether a summary is shown. */
final class ReasoningDecoder {
  static final Set<String> KNOWN = Set.of("effort", "summary", "generate_summary");

  private ReasoningDecoder() {}

  /** What the client asks, null when it asks nothing. */
  static @Nullable ReasoningConfig decode(JsonCursor body, boolean wantEncrypted) {
    JsonCursor reasoning = body.get("reasoning");
    if (reasoning == null || reasoning.members().isEmpty()) {
      return null;
    }
    JsonCursor word = reasoning.get("effort");
    Effort effort = word == null ? null : effort(word);
    String summary = summary(reasoning);
    return new ReasoningConfig(
        effort == Effort.NONE ? Mode.OFF : effort == null ? Mode.ADAPTIVE : Mode.EFFORT,
        effort,
        null,
        summary == null ? Display.OMITTED : Display.SUMMARY,
        summary,
        wantEncrypted,
        Extensions.NONE);
  }

  /** The word under its name of now, else under that of before. */
  private static @Nullable String summary(JsonCursor reasoning) {
    String summary = reasoning.string("summary");
    return summary == null ? reasoning.string("generate_summary") : summary;
  }

  private static Effort effort(JsonCursor word) {
    for (Effort effort : Effort.values()) {
      if (effort.name().toLowerCase(Locale.ROOT).equals(word.string())) {
        return effort;
      }
    }
    throw word.invalid(
        "must be one of \"none\", \"minimal\", \"low\", \"medium\", \"high\", \"xhigh\", \"max\"");
  }
}
