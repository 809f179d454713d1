package dev.dragoman.operator.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads bring about; the deadline only ends a test that has failed. */
final class Waiting {
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private Waiting() {}

  static void until(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(DEADLINE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("it did not come true in " + DEADLINE);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }
}
