package dev.dragoman.gateway.limit;

import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.WindowChange;
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
final class FlakyWindows extends BetweenWindows {
  private final WindowStore real;
  private final Random random;
  private final List<Runnable> pending = new ArrayList<>();
  private final List<BigDecimal> committed = new ArrayList<>();
  private boolean down;
  private int lossPercent;

  FlakyWindows(WindowStore real, Random random) {
    super(real);
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

  @Override
  protected <T> CompletableFuture<T> call(Supplier<CompletableFuture<T>> call) {
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
    return call(() -> {
      CompletableFuture<ChangeOutcome> outcome = real.change(change);
      committed.add(outcome.resultNow().state().committed());
      return outcome;
    });
  }
}
