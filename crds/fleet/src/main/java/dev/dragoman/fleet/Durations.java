package dev.dragoman.fleet;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as manifests write them: {@code 250ms}, {@code 5s}, {@code 1h30m}. */
public final class Durations {
  private static final Pattern WHOLE = Pattern.compile("([0-9]{1,5}(ms|s|m|h)){1,4}");
  private static final Pattern PART = Pattern.compile("([0-9]{1,5})(ms|s|m|h)");

  private Durations() {}

  /** The duration, null for null. */
  public static @Nullable Duration orNull(@Nullable String text) {
    return text == null ? null : parse(text);
  }

  /** The duration, or another where none is written. */
  public static Duration or(@Nullable String text, Duration fallback) {
    return text == null ? fallback : parse(text);
  }

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException when {@code text} is none
   */
  static Duration parse(String text) {
    if (text.length() > 16 || !WHOLE.matcher(text).matches()) {
      throw new IllegalArgumentException("write a duration such as 250ms, 5s or 1h30m");
    }
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      long amount = Long.parseLong(parts.group(1));
      sum =
          sum.plus(
              switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(amount);
                case "s" -> Duration.ofSeconds(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofHours(amount);
              });
    }
    return sum;
  }
}
