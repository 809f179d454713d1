package dev.dragoman.protocol.openai.responses;

import org.jspecify.annotations.Nullable;

/** Words for service tiers of all protocols → those of Responses. */
final class ServiceTiers {
  private ServiceTiers() {}

  /** The word of Responses, null when there is none. */
  static @Nullable String encode(String tier) {
    return switch (tier) {
      case "auto", "flex", "priority", "scale", "fast", "ultrafast" -> tier;
      case "default", "standard", "standard_only" -> "default";
      default -> null;
    };
  }
}
