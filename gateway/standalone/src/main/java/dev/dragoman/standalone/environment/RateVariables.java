package dev.dragoman.standalone.environment;

import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.SpendPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Variables that say how often each key may call. */
final class RateVariables {
  private static final String ENABLED = "RATE_LIMIT_ENABLED";
  private static final String REQUESTS = "RATE_LIMIT_REQUESTS_PER_WINDOW";
  private static final String SECONDS = "RATE_LIMIT_WINDOW_SECONDS";
  static final List<String> NAMES = List.of(ENABLED, REQUESTS, SECONDS);

  private static final int USUAL_REQUESTS = 100;
  private static final int MINUTE = 60;
  private static final int DAY = 86_400;

  private RateVariables() {}

  /** A bucket of so many requests that refills within the window. */
  static SpendPolicy read(Variables variables) {
    boolean enabled = variables.flag(ENABLED, true);
    int requests =
        Objects.requireNonNullElse(
            variables.integer(REQUESTS, 1, Integer.MAX_VALUE), USUAL_REQUESTS);
    int seconds = Objects.requireNonNullElse(variables.integer(SECONDS, 1, DAY), MINUTE);
    if (!enabled) {
      return SpendPolicy.UNLIMITED;
    }
    LimitEntry limit =
        seconds == MINUTE
            ? new LimitEntry.RequestsPerMinute(requests)
            : new LimitEntry.RequestsPerWindow(requests, Duration.ofSeconds(seconds));
    return new SpendPolicy(List.of(limit), List.of(), null);
  }
}
