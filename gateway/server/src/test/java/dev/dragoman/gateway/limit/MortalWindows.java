package dev.dragoman.gateway.limit;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A store as one process sees it: what that has asked may arrive after its death, answers not. */
final class MortalWindows implements WindowStore {
  private final WindowStore real;
  private boolean isDead;

  MortalWindows(WindowStore real) {
    this.real = real;
  }

  void die() {
    isDead = true;
  }

  private <T> CompletableFuture<T> seen(CompletableFuture<T> answer) {
    CompletableFuture<T> seen = new CompletableFuture<>();
    CompletableFuture<T> _ =
        answer.whenComplete((value, failure) -> {
          if (isDead) {
            return;
          }
          if (failure == null) {
            seen.complete(value);
          } else {
            seen.completeExceptionally(failure);
          }
        });
    return seen;
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(WindowChange change) {
    return seen(real.change(change));
  }

  @Override
  public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    return seen(real.read(ids));
  }

  @Override
  public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
    return seen(real.expire(id, seen, settlement));
  }

  @Override
  public CompletableFuture<Boolean> mark(WindowId id, String mark) {
    return seen(real.mark(id, mark));
  }
}
