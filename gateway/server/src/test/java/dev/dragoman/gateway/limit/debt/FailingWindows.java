package dev.dragoman.gateway.limit.debt;

import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A store that answers so many calls; the next one it obeys or not, and from then on it is silent.
 */
final class FailingWindows implements WindowStore {
  private final WindowStore real;
  private final boolean isLastObeyed;
  private int left;

  FailingWindows(WindowStore real, int answered, boolean isLastObeyed) {
    this.real = real;
    this.left = answered;
    this.isLastObeyed = isLastObeyed;
  }

  private <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
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

  @Override
  public CompletableFuture<ChangeOutcome> change(WindowChange change) {
    return call(() -> real.change(change));
  }

  @Override
  public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    return call(() -> real.read(ids));
  }

  @Override
  public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
    return call(() -> real.expire(id, seen, settlement));
  }

  @Override
  public CompletableFuture<Boolean> mark(WindowId id, String mark) {
    return call(() -> real.mark(id, mark));
  }
}
