package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.wire.WireHeaders;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long an upstream asks to wait: {@code retry-after-ms}, or {@code retry-after} in seconds or
 * as an HTTP date (RFC 9110, 10.2.3).
 */
final class RetryAfter {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
  private static final BigDecimal MILLIS_A_SECOND = BigDecimal.valueOf(1_000);

  private RetryAfter() {}

  /** The wait that the headers ask for, null when they ask for none that can be read. */
  static @Nullable Duration of(WireHeaders headers) {
    Duration precise = ofMillis(headers.first("retry-after-ms"), BigDecimal.ONE);
    if (precise != null) {
      return precise;
    }
    String value = headers.first("retry-after");
    Duration seconds = ofMillis(value, MILLIS_A_SECOND);
    return seconds == null && value != null ? until(value, headers.first("date")) : seconds;
  }

  private static @Nullable Duration ofMillis(@Nullable String number, BigDecimal unit) {
    return number != null && NUMBER.matcher(number.strip()).matches()
        ? Duration.ofMillis(new BigDecimal(number.strip()).multiply(unit).longValue())
        : null;
  }

  /** Counted from the upstream's own clock where it says the time. */
  private static @Nullable Duration until(String date, @Nullable String now) {
    Instant then = instant(date);
    if (then == null) {
      return null;
    }
    Instant said = now == null ? null : instant(now);
    Duration wait = Duration.between(said == null ? Instant.now() : said, then);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant instant(String date) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.strip()));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
