package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.codec.RateLimitHeaders;
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
  private static final RateLimitHeaders REQUESTS = headersOf(Unit.REQUESTS);
  private static final RateLimitHeaders TOKENS = headersOf(Unit.TOKENS);
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

  private static RateLimitHeaders headersOf(Unit unit) {
    String family = "x-ratelimit-%s-" + unit.plural();
    return new RateLimitHeaders(
        family.formatted("limit"), family.formatted("remaining"), family.formatted("reset"));
  }

  private static RateLimitHeaders names(Unit unit) {
    return switch (unit) {
      case REQUESTS -> REQUESTS;
      case TOKENS -> TOKENS;
    };
  }

  /** The headers of these rates. */
  public static WireHeaders of(List<RateLimit> limits) {
    WireHeaders.Builder headers = WireHeaders.builder();
    for (RateLimit limit : limits) {
      RateLimitHeaders names = names(limit.unit());
      Duration reset = limit.reset();
      names.write(headers, limit, reset == null ? null : text(reset));
    }
    return headers.build();
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
      RateLimitHeaders names = names(unit);
      RateLimit limit =
          new RateLimit(
              unit,
              RateLimit.count(headers, names.limit()),
              RateLimit.count(headers, names.remaining()),
              duration(headers.first(names.reset())));
      if (!limit.isEmpty()) {
        limits.add(limit);
      }
    }
    return limits;
  }

  /** A number without a unit is none: servers mean seconds, milliseconds or a moment by it. */
  private static @Nullable Duration duration(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Matcher parts = DURATION.matcher(text.strip());
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
