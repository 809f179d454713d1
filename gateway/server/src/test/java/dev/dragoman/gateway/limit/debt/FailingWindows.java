package dev.dragoman.gateway.limit.debt;

import dev.dragoman.gateway.limit.BetweenWindows;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.window.WindowStore;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A store that answers so many calls; the next one it obeys or not, and from then on it is silent.
 */
final class FailingWindows extends BetweenWindows {
  private final boolean isLastObeyed;
  private int left;

  FailingWindows(WindowStore real, int answered, boolean isLastObeyed) {
    super(real);
    this.left = answered;
    this.isLastObeyed = isLastObeyed;
  }

  @Override
  protected <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
    left--;
    if (left >= 0) {
      return call.get();
    }
    if (left == -1 && isLastObeyed) {
      CompletableFuture<T> _ = call.get();
    }
    return CompletableFuture.failedFuture(
        new StoreUnavailableException("out of reach", new IllegalStateException()));
  }
}
