package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.store.window.Tally;
import io.github.bucket4j.ConsumptionProbe;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A rate within this process: holds a window's worth and refills steadily. What a request uses
 * beyond its claim is taken from what comes next. Thread-safe.
 */
final class Bucket implements Window {
  private final io.github.bucket4j.Bucket tokens;
  private final long capacity;

  Bucket(long max, Duration window) {
    capacity = max;
    tokens =
        io.github.bucket4j.Bucket.builder()
            .addLimit(limit -> limit.capacity(max).refillGreedy(max, window))
            .build();
  }

  @Override
  public CompletableFuture<Grant> reserve(Claim claim) {
    // A claim of more than a window's worth waits for a full bucket, and leaves a debt.
    long want = Math.clamp(claim.want().longValue(), 1, capacity);
    ConsumptionProbe probe = tokens.tryConsumeAndReturnRemaining(want);
    return CompletableFuture.completedFuture(
        probe.isConsumed()
            ? new Granted(BigDecimal.valueOf(want), 0)
            : new Refused(Reason.SPENT, null, Duration.ofNanos(probe.getNanosToWaitForRefill())));
  }

  @Override
  public void settle(Granted grant, BigDecimal used, Tally counted) {
    long more = used.subtract(grant.amount()).longValue();
    if (more > 0) {
      tokens.consumeIgnoringRateLimits(more);
    } else if (more < 0) {
      tokens.addTokens(-more);
    }
  }

  @Override
  public void count(Tally counted) {}

  @Override
  public BigDecimal left(BigDecimal most) {
    return BigDecimal.valueOf(Math.max(0, tokens.getAvailableTokens()));
  }

  /** Whether a fresh bucket would be the same. */
  boolean isFull() {
    return tokens.getAvailableTokens() >= capacity;
  }
}
