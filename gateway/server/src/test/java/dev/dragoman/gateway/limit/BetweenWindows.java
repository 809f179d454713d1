package dev.dragoman.gateway.limit;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Something between a store and its users. */
public abstract class BetweenWindows implements WindowStore {
  private final WindowStore real;

  protected BetweenWindows(WindowStore real) {
    this.real = real;
  }

  /** What becomes of a call of the store. */
  protected abstract <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call);

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
