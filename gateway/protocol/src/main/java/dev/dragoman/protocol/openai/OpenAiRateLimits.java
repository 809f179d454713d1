package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.wire.WireHeaders;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Rates in OpenAI's headers: {@code x-ratelimit-limit-requests}, {@code -remaining-}, {@code
 * -reset-}, the last one as in {@code 6m0s}, {@code 1s} or {@code 20ms}. Source: "Rate limits in
 * headers" of the API guides. Azure leaves some of them out, or says −1.
 */
public final class OpenAiRateLimits {
  private static final String FAMILY = "x-ratelimit-";
  private static final String FRACTION = "(\\d{1,9}(?:\\.\\d{1,9})?)";
  private static final Pattern DURATION =
      Pattern.compile(
          "(?:(\\d{1,4})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:"
              + FRACTION
              + "s)?(?:"
              + FRACTION
              + "ms)?");
  private static final BigDecimal NANOS_A_SECOND = BigDecimal.valueOf(1_000_000_000);
  private static final BigDecimal NANOS_A_MILLI = BigDecimal.valueOf(1_000_000);

  private OpenAiRateLimits() {}

  /** The headers of these rates. */
  public static WireHeaders of(List<RateLimit> limits) {
    WireHeaders.Builder headers = WireHeaders.builder();
    for (RateLimit limit : limits) {
      String unit = "-" + limit.unit().plural();
      Duration reset = limit.reset();
      set(headers, FAMILY + "limit" + unit, limit.limit());
      set(headers, FAMILY + "remaining" + unit, limit.remaining());
      set(headers, FAMILY + "reset" + unit, reset == null ? null : text(reset));
    }
    return headers.build();
  }

  private static void set(WireHeaders.Builder headers, String name, @Nullable Object value) {
    if (value != null) {
      headers.set(name, value.toString());
    }
  }

  private static String text(Duration reset) {
    if (reset.compareTo(Duration.ofSeconds(1)) < 0) {
      return reset.toMillis() + "ms";
    }
    String seconds = reset.toSecondsPart() + "s";
    if (reset.toMinutes() == 0) {
      return seconds;
    }
    String minutes = reset.toMinutesPart() + "m" + seconds;
    return reset.toHours() == 0 ? minutes : reset.toHours() + "h" + minutes;
  }

  /** The rates of an answer's headers. */
  public static List<RateLimit> in(WireHeaders headers) {
    List<RateLimit> limits = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      String name = "-" + unit.plural();
      RateLimit limit =
          new RateLimit(
              unit,
              RateLimit.count(headers, FAMILY + "limit" + name),
              RateLimit.count(headers, FAMILY + "remaining" + name),
              duration(headers.first(FAMILY + "reset" + name)));
      if (!limit.isEmpty()) {
        limits.add(limit);
      }
    }
    return limits;
  }

  /** A number without a unit is none: servers mean seconds, milliseconds or a moment by it. */
  private static @Nullable Duration duration(@Nullable String text) {
    Matcher parts = DURATION.matcher(text == null ? "" : text.strip());
    return parts.matches() && parts.end() > 0
        ? Duration.ofDays(whole(parts.group(1)))
            .plusHours(whole(parts.group(2)))
            .plusMinutes(whole(parts.group(3)))
            .plusNanos(nanos(parts.group(4), NANOS_A_SECOND))
            .plusNanos(nanos(parts.group(5), NANOS_A_MILLI))
        : null;
  }

  private static long whole(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  private static long nanos(@Nullable String number, BigDecimal unit) {
    return number == null ? 0 : new BigDecimal(number).multiply(unit).longValue();
  }
}
