package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.YamlCursor;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as manifests write them: {@code 250ms}, {@code 5s}, {@code 1h30m}. */
final class Durations {
  private static final int MAX_LENGTH = 16;
  private static final Pattern WHOLE = Pattern.compile("(\\d{1,5}(ms|s|m|h)){1,4}");
  private static final Pattern PART = Pattern.compile("(\\d{1,5})(ms|s|m|h)");

  private Durations() {}

  /** Null when the field is absent, or with a problem when it has another form. */
  static @Nullable Duration optional(@Nullable YamlCursor cursor) {
    if (cursor == null) {
      return null;
    }
    String text = cursor.text();
    if (text == null) {
      return null;
    }
    if (text.length() > MAX_LENGTH || !WHOLE.matcher(text).matches()) {
      cursor.problem("expected a duration such as 250ms, 5s or 1h30m");
      return null;
    }
    return parse(text);
  }

  private static Duration parse(String text) {
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
