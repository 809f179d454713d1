package dev.dragoman.gateway.exchange;

import java.time.Instant;

/**
 * Tells the gateway's own work on an exchange from its waiting for others. All times are of {@link
 * System#nanoTime}. Mutable; used by one exchange, whose signals are serial.
 */
public final class ExchangeTime {
  private final long startNanos;
  private long ownNanos;
  private long markNanos;
  private long firstEventNanos = -1;

  ExchangeTime(long nowNanos) {
    this.startNanos = nowNanos;
    this.markNanos = nowNanos;
  }

  /** The request, or media of it, is here as a whole: from now on the gateway works. */
  public void received(long nowNanos) {
    markNanos = nowNanos;
  }

  /** The gateway worked from the last mark until now, and waits for somebody from here. */
  void upstreamAwaited(long nowNanos) {
    ownNanos += nowNanos - markNanos;
    markNanos = nowNanos;
  }

  /** The upstream's bytes are here: the gateway's own work goes on. */
  void upstreamArrived(long nowNanos) {
    markNanos = nowNanos;
    if (firstEventNanos < 0) {
      firstEventNanos = nowNanos - startNanos;
    }
  }

  /** Another target follows; waiting for the last one was none of the gateway's own work. */
  void attemptedAnew(long nowNanos) {
    markNanos = nowNanos;
    firstEventNanos = -1;
  }

  /** The moment {@code nowNanos} of an exchange that began at the moment {@code began}. */
  Instant now(Instant began, long nowNanos) {
    return began.plusNanos(nowNanos - startNanos);
  }

  /** When the exchange began. */
  public long startNanos() {
    return startNanos;
  }

  /** Time that the gateway added by its own work, without waiting for anybody. */
  public long ownNanos() {
    return ownNanos;
  }

  /** Time until the upstream's first bytes, -1 when none came. */
  public long firstEventNanos() {
    return firstEventNanos;
  }
}
