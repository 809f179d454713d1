package dev.dragoman.protocol.openai.chat;

import org.jspecify.annotations.Nullable;

/** Words for service tiers of all protocols → those of OpenAI Chat. */
final class ServiceTiers {
  private ServiceTiers() {}

  /** The word of OpenAI Chat, null when there is none. */
  static @Nullable String encode(String tier) {
    return switch (tier) {
      case "auto", "flex", "priority", "scale", "fast" -> tier;
      case "default", "standard", "standard_only" -> "default";
      default -> null;
    };
  }
}
