package dev.dragoman.operator.delivery;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When something that failed may be tried again: twice as late each time, and never given up. */
final class Retry {
  static final Duration FIRST = Duration.ofMillis(250);
  static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration pause = Duration.ZERO;
  private @Nullable Instant due;

  /** Null while nothing failed. */
  @Nullable Instant due() {
    return due;
  }

  boolean allows(Instant now) {
    return due == null || !now.isBefore(due);
  }

  void failed(Instant now) {
    pause = pause.isZero() ? FIRST : pause.multipliedBy(2);
    if (pause.compareTo(LONGEST) > 0) {
      pause = LONGEST;
    }
    due = now.plus(pause);
  }

  void succeeded() {
    pause = Duration.ZERO;
    due = null;
  }
}
