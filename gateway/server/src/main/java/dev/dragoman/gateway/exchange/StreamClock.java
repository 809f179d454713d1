package dev.dragoman.gateway.exchange;

import dev.dragoman.contract.TimeoutsEntry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import reactor.core.scheduler.Scheduler;

/**
 * The bounds on the time of one attempt at a streamed answer, judged at each tick: one timer serves
 * all four of them, the end of the process and the keep-alive. Single use, not thread-safe.
 */
final class StreamClock {
  private static final long MIN_TICK_MILLIS = 20;
  private static final long MAX_TICK_MILLIS = 1_000;

  /** How long what may follow a complete answer is waited for: {@code [DONE]}, the end itself. */
  static final Duration LINGER = Duration.ofSeconds(5);

  private final TimeoutsEntry timeouts;
  private final Duration keepAlive;
  private final Scheduler scheduler;
  private final LongSupplier closing;
  private final long start;
  private long lastUpstream;
  private long lastClient;

  /**
   * A clock that starts now.
   *
   * @param closing when the process ends what still runs, in nanoseconds of the scheduler; {@link
   *     Long#MAX_VALUE} while it is not known
   */
  StreamClock(
      TimeoutsEntry timeouts, Duration keepAlive, Scheduler scheduler, LongSupplier closing) {
    this.timeouts = timeouts;
    this.keepAlive = keepAlive;
    this.scheduler = scheduler;
    this.closing = closing;
    this.start = scheduler.now(TimeUnit.NANOSECONDS);
    this.lastUpstream = start;
    this.lastClient = start;
  }

  /** The clock of another attempt at the same answer: the client's silence goes on. */
  StreamClock followedBy(TimeoutsEntry next) {
    StreamClock clock = new StreamClock(next, keepAlive, scheduler, closing);
    clock.lastClient = lastClient;
    return clock;
  }

  /** How often the clock has to be asked: a quarter of the shortest bound. */
  static Duration tick(TimeoutsEntry timeouts, Duration keepAlive) {
    long shortest = keepAlive.toMillis();
    shortest = Math.min(shortest, timeouts.firstToken().toMillis());
    shortest = Math.min(shortest, timeouts.idle().toMillis());
    shortest = Math.min(shortest, timeouts.total().toMillis());
    return Duration.ofMillis(Math.clamp(shortest / 4, MIN_TICK_MILLIS, MAX_TICK_MILLIS));
  }

  void upstreamSpoke() {
    lastUpstream = now();
  }

  void clientWasSent() {
    lastClient = now();
  }

  /** Whether the client has heard nothing for so long that it may give up. */
  boolean keepAliveIsDue() {
    return now() - lastClient >= keepAlive.toNanos();
  }

  /** Whether the upstream of a complete answer has been silent for so long that nothing follows. */
  boolean nothingFollows() {
    return now() - lastUpstream >= LINGER.toNanos();
  }

  /** The bound that has been passed, {@link Expiry#NONE} when all hold. */
  Expiry expired(boolean begun) {
    long now = now();
    if (now >= closing.getAsLong()) {
      return Expiry.CLOSING;
    }
    if (now - start >= timeouts.total().toNanos()) {
      return Expiry.TOTAL;
    }
    if (!begun) {
      return now - start >= timeouts.firstToken().toNanos() ? Expiry.FIRST_TOKEN : Expiry.NONE;
    }
    return now - lastUpstream >= timeouts.idle().toNanos() ? Expiry.IDLE : Expiry.NONE;
  }

  private long now() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }

  /** Bounds on time, with what clients are told. */
  enum Expiry {
    NONE(""),
    FIRST_TOKEN("the upstream sent nothing within the time for the first token"),
    IDLE("the upstream fell silent in the middle of its answer"),
    TOTAL("the answer took longer than the total time allowed"),
    CLOSING("the gateway is being stopped and cannot finish this answer; ask again");

    private final String message;

    Expiry(String message) {
      this.message = message;
    }

    String message() {
      return message;
    }
  }
}
