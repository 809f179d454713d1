package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import dev.dragoman.protocol.codec.RateLimitHeaders;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rates in Anthropic's headers: {@code anthropic-ratelimit-requests-limit}, {@code -remaining} and
 * {@code -reset}, the last one a moment in RFC 3339. Source: "Rate limits" of the API reference.
 * Those of input and of output tokens alone have no match elsewhere and are not made up.
 */
final class AnthropicRateLimits {
  private static final RateLimitHeaders REQUESTS = headersOf(Unit.REQUESTS);
  private static final RateLimitHeaders TOKENS = headersOf(Unit.TOKENS);

  private AnthropicRateLimits() {}

  private static RateLimitHeaders headersOf(Unit unit) {
    String family = "anthropic-ratelimit-" + unit.plural();
    return new RateLimitHeaders(family + "-limit", family + "-remaining", family + "-reset");
  }

  private static RateLimitHeaders names(Unit unit) {
    return switch (unit) {
      case REQUESTS -> REQUESTS;
      case TOKENS -> TOKENS;
    };
  }

  /** The headers of these rates. */
  static WireHeaders of(List<RateLimit> limits, Instant now) {
    WireHeaders.Builder headers = WireHeaders.builder();
    for (RateLimit limit : limits) {
      RateLimitHeaders names = names(limit.unit());
      Duration reset = limit.reset();
      names.write(
          headers,
          limit,
          reset == null ? null : now.plus(reset).truncatedTo(ChronoUnit.SECONDS).toString());
    }
    return headers.build();
  }

  /** The rates of an answer's headers, at the moment {@code now}. */
  static List<RateLimit> in(WireHeaders headers, Instant now) {
    List<RateLimit> limits = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      RateLimitHeaders names = names(unit);
      RateLimit limit =
          new RateLimit(
              unit,
              RateLimit.count(headers, names.limit()),
              RateLimit.count(headers, names.remaining()),
              until(headers.first(names.reset()), now));
      if (!limit.isEmpty()) {
        limits.add(limit);
      }
    }
    return limits;
  }

  private static @Nullable Duration until(@Nullable String moment, Instant now) {
    if (moment == null) {
      return null;
    }
    try {
      Duration left = Duration.between(now, Instant.parse(moment.strip()));
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
