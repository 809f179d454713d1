package dev.dragoman.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that has to be renewed from time to time, on a thread of its own. A renewal that fails
 * is tried again soon: what was renewed last has life left.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);

  /** The clock may be set: nothing sleeps for long by one look at it. */
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(1);

  private final String what;
  private final Supplier<Instant> renewal;
  private final Clock clock;
  private final Counter failures;
  private final Thread thread;
  private volatile Instant due = Instant.MIN;

  /**
   * @param what is kept up, for the log
   * @param renewal renews what is due and returns when to come again
   */
  Upkeep(String what, Supplier<Instant> renewal, Clock clock, MeterRegistry meters) {
    this.what = what;
    this.failures =
        Counter.builder(MetricNames.FAILED_RENEWALS)
            .description("Renewals that failed and are tried again")
            .baseUnit("renewals")
            .tag("what", what)
            .register(meters);
    this.renewal = renewal;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name(what).daemon().unstarted(this::run);
  }

  /**
   * Renews what is due, and from now on by itself.
   *
   * @throws RuntimeException when the first renewal fails
   */
  void start() {
    due = renewal.get();
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        sleepUntil(due);
        due = renewed();
      }
    } catch (InterruptedException _) {
      // close() ends it this way.
      Thread.currentThread().interrupt();
    }
  }

  private Instant renewed() throws InterruptedException {
    try {
      return renewal.get();
    } catch (RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      failures.increment();
      LOG.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("problem", e.getClass().getSimpleName())
          .log("could not be renewed; tried again soon");
      return clock.instant().plus(AFTER_FAILURE);
    }
  }

  private void sleepUntil(Instant then) throws InterruptedException {
    while (true) {
      Duration left = Duration.between(clock.instant(), then);
      if (!left.isPositive()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(
          Math.max(
              1, left.compareTo(LONGEST_SLEEP) < 0 ? left.toMillis() : LONGEST_SLEEP.toMillis()));
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
