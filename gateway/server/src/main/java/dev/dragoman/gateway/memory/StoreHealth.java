package dev.dragoman.gateway.memory;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether one use of the store works. After a failure the store is left alone for a time, then one
 * call tries it. Says so when that changes, not for each call. Thread-safe.
 */
final class StoreHealth {
  private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);

  private final String use;
  private final long restNanos;
  private final AtomicLong restsUntil = new AtomicLong();
  private volatile boolean failing;

  /**
   * Nothing is known against the store yet.
   *
   * @param use for the log, such as {@code recall thoughts}
   * @param rest how long a store that failed is left alone
   */
  StoreHealth(String use, Duration rest) {
    this.use = use;
    this.restNanos = rest.toNanos();
  }

  /** Whether the caller may try. */
  boolean mayTry() {
    if (!failing) {
      return true;
    }
    long until = restsUntil.get();
    long now = System.nanoTime();
    return now - until >= 0 && restsUntil.compareAndSet(until, now + restNanos);
  }

  /** Another store is in use. */
  void forget() {
    failing = false;
  }

  void succeeded() {
    if (failing) {
      failing = false;
      LOG.info("the store can {} again", use);
    }
  }

  /** A try failed with {@code cause}. */
  void failed(Throwable cause) {
    Throwable inner = cause.getCause();
    failed(String.valueOf(cause instanceof CompletionException && inner != null ? inner : cause));
  }

  /** A try failed for this reason. */
  void failed(String reason) {
    restsUntil.set(System.nanoTime() + restNanos);
    if (!failing) {
      failing = true;
      LOG.warn("the store cannot {}, requests go on without: {}", use, reason);
    }
  }
}
