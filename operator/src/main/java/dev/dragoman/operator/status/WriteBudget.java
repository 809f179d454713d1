package dev.dragoman.operator.status;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * How many statuses are written (kubernetes.md 2.3). That a condition flips is written at once, at
 * most 200 a second in all; everything else once an object in five seconds, at most 20 a second in
 * all. The client itself has no limit. Thread-safe.
 */
public final class WriteBudget {
  private static final Duration APART = Duration.ofSeconds(5);
  private static final int MOST_REMEMBERED = 10_000;

  private final Clock clock;
  private final Bucket flips = new Bucket(200);
  private final Bucket rest = new Bucket(20);
  private final Map<String, Instant> last = new HashMap<>();

  public WriteBudget(Clock clock) {
    this.clock = clock;
  }

  /**
   * Asks for one write.
   *
   * @param uid of the object
   * @param flip whether a condition's status changes
   * @return zero when it may be written now; else how long to wait before asking again
   */
  public synchronized Duration take(String uid, boolean flip) {
    Instant now = clock.instant();
    Instant before = last.get(uid);
    if (!flip && before != null && now.isBefore(before.plus(APART))) {
      return Duration.between(now, before.plus(APART));
    }
    Duration wait = (flip ? flips : rest).take(now);
    if (wait.isZero()) {
      if (last.size() >= MOST_REMEMBERED) {
        last.values().removeIf(time -> !now.isBefore(time.plus(APART)));
      }
      last.put(uid, now);
    }
    return wait;
  }

  /** Tokens come back at an even pace, a second's worth is held at most. */
  private static final class Bucket {
    private final int perSecond;
    private double tokens;
    private Instant filled = Instant.EPOCH;

    Bucket(int perSecond) {
      this.perSecond = perSecond;
      this.tokens = perSecond;
    }

    Duration take(Instant now) {
      if (now.isAfter(filled)) {
        double more = Duration.between(filled, now).toMillis() / 1000.0 * perSecond;
        tokens = Math.min(perSecond, tokens + more);
        filled = now;
      }
      if (tokens >= 1) {
        tokens--;
        return Duration.ZERO;
      }
      return Duration.ofMillis((long) Math.ceil((1 - tokens) * 1000 / perSecond));
    }
  }
}
