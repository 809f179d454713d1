package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Efforts as tokens, tokens as efforts, and the nearest effort that a model has. Pure tables. */
final class EffortScale {
  /** The budget where the model would decide for itself if it could. */
  static final int UNDECIDED = 8192;

  private EffortScale() {}

  /**
   * Tokens for an effort.
   *
   * @param most what {@link Effort#MAX} stands for
   */
  static int budget(Effort effort, int most) {
    return switch (effort) {
      case NONE -> 0;
      case MINIMAL -> 1024;
      case LOW -> 2048;
      case MEDIUM -> 8192;
      case HIGH -> 16_384;
      case XHIGH -> 32_768;
      case MAX -> most;
    };
  }

  /**
   * Tokens for an effort where the model may use fewer, by Google's own mapping of efforts.
   *
   * @param most what {@link Effort#MAX} stands for
   */
  static int dynamicBudget(Effort effort, int most) {
    return switch (effort) {
      case LOW -> 1024;
      case HIGH -> 24_576;
      case NONE, MINIMAL, MEDIUM, XHIGH, MAX -> budget(effort, most);
    };
  }

  /** The effort that a number of tokens stands for. */
  static Effort of(int budget) {
    if (budget <= 0) {
      return Effort.NONE;
    }
    if (budget <= 1024) {
      return Effort.MINIMAL;
    }
    if (budget <= 4096) {
      return Effort.LOW;
    }
    if (budget <= 12_288) {
      return Effort.MEDIUM;
    }
    if (budget <= 24_576) {
      return Effort.HIGH;
    }
    return budget <= 49_152 ? Effort.XHIGH : Effort.MAX;
  }

  /** The nearest level at or below {@code asked} that is some effort, else the lowest; or null. */
  static @Nullable Effort atMost(Effort asked, Set<Effort> levels) {
    Effort lowest = null;
    Effort nearest = null;
    for (Effort level : levels) {
      if (level != Effort.NONE) {
        lowest = lowest == null ? level : lowest;
        nearest = level.compareTo(asked) <= 0 ? level : nearest;
      }
    }
    return nearest == null ? lowest : nearest;
  }

  /** The nearest level at or above {@code asked}, else the highest; null without levels. */
  static @Nullable Effort atLeast(Effort asked, Set<Effort> levels) {
    Effort highest = null;
    for (Effort level : levels) {
      if (level != Effort.NONE) {
        highest = level;
        if (level.compareTo(asked) >= 0) {
          return level;
        }
      }
    }
    return highest;
  }
}
