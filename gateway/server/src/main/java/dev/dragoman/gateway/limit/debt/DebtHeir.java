package dev.dragoman.gateway.limit.debt;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a store what dead processes owe it. Waits for the store, a bounded time for each window;
 * where it does not answer, the rest is left for the next round. Used by one thread.
 */
final class DebtHeir implements DebtFolder.Heir {
  private static final Logger LOG = LoggerFactory.getLogger(DebtHeir.class);

  /** Four by the rules, if nobody else makes steps in a dead holder's name. */
  private static final int MOST_STEPS = 8;

  private static final int AT_A_TIME = 32;

  /** Nobody takes a holder for dead sooner after its last step. */
  private static final Duration OLD = Duration.ofSeconds(50);

  private final StoreEntry entry;
  private final WindowStore store;
  private final Duration patience;
  private final InstantSource clock;
  private final List<Ended> ended = new ArrayList<>();
  private boolean isOld;
  private boolean isFailing;

  private record Ended(WindowId id, Hold hold) {}

  /**
   * An heir that has settled nothing yet.
   *
   * @param entry of the store: debts of another one are left alone
   * @param patience for one window
   */
  DebtHeir(StoreEntry entry, WindowStore store, Duration patience, InstantSource clock) {
    this.entry = entry;
    this.store = store;
    this.patience = patience;
    this.clock = clock;
  }

  @Override
  public List<Debt> settle(StoreEntry of, Instant recorded, List<Debt> debts) {
    isOld = Duration.between(recorded, clock.instant()).compareTo(OLD) > 0;
    List<Debt> current = debts.stream().filter(this::isRemembered).toList();
    if (!of.equals(entry)) {
      return current;
    }
    List<Debt> left = new ArrayList<>();
    for (int from = 0; from < current.size(); from += AT_A_TIME) {
      List<Debt> batch = current.subList(from, Math.min(from + AT_A_TIME, current.size()));
      left.addAll(left.isEmpty() ? unsettled(batch) : batch);
    }
    if (left.size() < current.size()) {
      LOG.info(
          "what a process that died owed to {} windows is told to the store",
          current.size() - left.size());
    }
    return left;
  }

  private List<Debt> unsettled(List<Debt> batch) {
    List<CompletableFuture<WindowState>> answers =
        batch.stream()
            .map(debt ->
                told(debt, store.read(List.of(debt.id())).thenApply(List::getFirst), MOST_STEPS))
            .toList();
    List<Debt> unsettled = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      if (!isSettled(batch.get(i), answers.get(i))) {
        unsettled.add(batch.get(i));
      }
    }
    return unsettled;
  }

  /** A window that may be forgotten is bound by nobody any more. */
  private boolean isRemembered(Debt debt) {
    return debt.until() == null || debt.until().isAfter(clock.instant());
  }

  private boolean isSettled(Debt debt, CompletableFuture<WindowState> told) {
    try {
      WindowState state = told.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      debt.remains(state, isOld).ifPresent(hold -> ended.add(new Ended(debt.id(), hold)));
      return true;
    } catch (ExecutionException | TimeoutException e) {
      if (!isFailing) {
        LOG.warn(
            "what a process that died owes cannot be told to the store, which is tried again: {}",
            String.valueOf(Objects.requireNonNullElse(e.getCause(), e)));
      }
      isFailing = true;
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private CompletableFuture<WindowState> told(
      Debt debt, CompletableFuture<WindowState> seen, int steps) {
    return seen.thenCompose(state -> {
      WindowChange next = debt.next(state, isOld);
      if (next == null) {
        return CompletableFuture.completedFuture(state);
      }
      if (steps == 0) {
        return CompletableFuture.failedFuture(
            new IllegalStateException("others make steps of " + debt.holder()));
      }
      return told(debt, store.change(next).thenApply(ChangeOutcome::state), steps - 1);
    });
  }

  /**
   * Ends the holds of the dead; while a file stood for them, another heir needed them to see what
   * was told. If the store does not take it, whoever looks at the window next does the same.
   */
  @Override
  public void forgotten() {
    for (Ended one : ended) {
      CompletableFuture<Boolean> _ = store.expire(one.id, one.hold, Settlement.Spent);
    }
    ended.clear();
  }
}
