package dev.dragoman.operator.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Gathers changes that come together: it closes once it was quiet for a while, and at the latest
 * some time after the first change, so a steady flow is published too.
 *
 * <p>Safe for all threads.
 */
final class GatherWindow {
  static final Duration QUIET = Duration.ofMillis(50);
  static final Duration LONGEST = Duration.ofMillis(250);

  private @Nullable Instant first;
  private @Nullable Instant last;

  synchronized void changed(Instant now) {
    if (first == null) {
      first = now;
    }
    last = now;
  }

  /** When it closes, null while nothing has changed. */
  synchronized @Nullable Instant closes() {
    if (first == null || last == null) {
      return null;
    }
    Instant quiet = last.plus(QUIET);
    Instant longest = first.plus(LONGEST);
    return quiet.isBefore(longest) ? quiet : longest;
  }

  /** Whether it closes now; the changes it gathered are then the caller's. */
  synchronized boolean take(Instant now) {
    Instant closes = closes();
    if (closes == null || now.isBefore(closes)) {
      return false;
    }
    first = null;
    last = null;
    return true;
  }
}
