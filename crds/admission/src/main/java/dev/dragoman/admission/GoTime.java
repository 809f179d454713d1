package dev.dragoman.admission;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.regex.Pattern;

/** Times as an API server reads them: RFC 3339 with capital letters, without leap seconds. */
final class GoTime {
  private static final Pattern FORM =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.,][0-9]+)?"
              + "(Z|[+-]([01][0-9]|2[0-4]):([0-5][0-9]|60))");
  private static final int SECONDS_END = 19;

  private GoTime() {}

  static boolean isTime(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    try {
      return LocalDateTime.parse(text.substring(0, SECONDS_END)).getYear() >= 0;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
