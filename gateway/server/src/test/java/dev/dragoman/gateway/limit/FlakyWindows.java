package dev.dragoman.gateway.limit;

import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * A store between which and its users answers are late, requests get lost, and answers get lost
 * though the request was obeyed. Nothing happens before {@link #deliver} is called.
 */
final class FlakyWindows implements WindowStore {
  private final WindowStore real;
  private final Random random;
  private final List<Runnable> pending = new ArrayList<>();
  private final List<BigDecimal> committed = new ArrayList<>();
  private boolean down;
  private int lossPercent;

  FlakyWindows(WindowStore real, Random random) {
    this.real = real;
    this.random = random;
  }

  void down(boolean isDown) {
    down = isDown;
  }

  void losing(int percent) {
    lossPercent = percent;
  }

  /** Every committed amount that a step led to. */
  List<BigDecimal> history() {
    return committed;
  }

  boolean isIdle() {
    return pending.isEmpty();
  }

  /** Lets one of the calls under way arrive, in any order. */
  void deliver() {
    if (!pending.isEmpty()) {
      pending.remove(random.nextInt(pending.size())).run();
    }
  }

  private <T> CompletableFuture<T> sent(Supplier<CompletableFuture<T>> call) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    pending.add(() -> {
      if (down || random.nextInt(200) < lossPercent) {
        answer.completeExceptionally(lost());
        return;
      }
      T value = call.get().resultNow();
      pending.add(() -> {
        if (random.nextInt(200) < lossPercent) {
          answer.completeExceptionally(lost());
        } else {
          answer.complete(value);
        }
      });
    });
    return answer;
  }

  private static StoreUnavailableException lost() {
    return new StoreUnavailableException("lost on the way", new IllegalStateException());
  }

  @Override
  public CompletableFuture<ChangeOutcome> change(WindowChange change) {
    return sent(() -> {
      CompletableFuture<ChangeOutcome> outcome = real.change(change);
      committed.add(outcome.resultNow().state().committed());
      return outcome;
    });
  }

  @Override
  public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
    return sent(() -> real.read(ids));
  }

  @Override
  public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
    return sent(() -> real.expire(id, seen, settlement));
  }

  @Override
  public CompletableFuture<Boolean> mark(WindowId id, String mark) {
    return sent(() -> real.mark(id, mark));
  }
}
