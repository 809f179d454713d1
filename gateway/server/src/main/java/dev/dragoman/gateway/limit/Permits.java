package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Requests at a time within this process. Thread-safe. */
final class Permits implements Window {
  private static final Duration SOON = Duration.ofSeconds(1);

  private final AtomicLong taken = new AtomicLong();

  @Override
  public CompletableFuture<Grant> reserve(Claim claim) {
    long most = claim.max() == null ? Long.MAX_VALUE : claim.max().longValue();
    boolean isTaken = taken.getAndUpdate(count -> count < most ? count + 1 : count) < most;
    return CompletableFuture.completedFuture(
        isTaken ? new Granted(BigDecimal.ONE, 0) : new Refused(Reason.RESERVED, null, SOON));
  }

  @Override
  public void settle(Granted grant, BigDecimal used, Tally counted) {
    taken.decrementAndGet();
  }

  @Override
  public void count(Tally counted) {}

  @Override
  public BigDecimal left(BigDecimal most) {
    return most.subtract(BigDecimal.valueOf(taken.get())).max(BigDecimal.ZERO);
  }
}
