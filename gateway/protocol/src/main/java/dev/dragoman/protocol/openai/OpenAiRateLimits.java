package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.codec.RateLimit;
import dev.dragoman.protocol.wire.WireHeaders;
import java.time.Duration;
import java.util.List;

/**
 * Rates in OpenAI's headers: {@code x-ratelimit-limit-requests}, {@code -remaining-}, {@code
 * -reset-}, the last one as in {@code 6m0s}, {@code 1s} or {@code 20ms}. Source: "Rate limits in
 * headers" of the API guides.
 */
public final class OpenAiRateLimits {
  private static final String FAMILY = "x-ratelimit-";

  private OpenAiRateLimits() {}

  /** The headers of these rates. */
  public static WireHeaders of(List<RateLimit> limits) {
    WireHeaders.Builder headers = WireHeaders.builder();
    for (RateLimit limit : limits) {
      String unit = "-" + limit.unit().plural();
      headers
          .set(FAMILY + "limit" + unit, Long.toString(limit.limit()))
          .set(FAMILY + "remaining" + unit, Long.toString(limit.remaining()))
          .set(FAMILY + "reset" + unit, text(limit.reset()));
    }
    return headers.build();
  }

  private static String text(Duration reset) {
    if (reset.compareTo(Duration.ofSeconds(1)) < 0) {
      return reset.toMillis() + "ms";
    }
    String seconds = reset.toSecondsPart() + "s";
    return reset.toMinutes() == 0 ? seconds : reset.toMinutes() + "m" + seconds;
  }
}
