package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.limit.Lease;
import dev.dragoman.gateway.limit.Spent;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** When nothing more will be told of an exchange. Thread-safe. */
public final class ExchangeEnd {
  private volatile @Nullable CompletableFuture<Void> drain;
  private volatile boolean replied;

  /**
   * The client has left and the rest of the answer is read for its report.
   *
   * @param over is completed when that is over
   */
  void draining(CompletableFuture<Void> over) {
    drain = over;
  }

  /** Gives a lease back that was granted while the client left: nobody else is going to. */
  void settleIfReplied(Lease granted) {
    if (replied) {
      granted.settle(Spent.NOTHING);
    }
  }

  /** Whether the answer was read on after its client had left. */
  public boolean isDrained() {
    return drain != null;
  }

  /**
   * Runs an action of an exchange whose reply is over, once: now, or when the drain is over as
   * well.
   *
   * @return the drain that is waited for, null when there is none; to complete it is to wait no
   *     more
   */
  public @Nullable CompletableFuture<Void> whenReached(Runnable action) {
    replied = true;
    CompletableFuture<Void> draining = drain;
    if (draining == null || draining.isDone()) {
      action.run();
      return null;
    }
    CompletableFuture<Void> _ = draining.thenRun(action);
    return draining;
  }
}
