package dev.dragoman.gateway.limit;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.store.window.TimeWindow;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches budgets for the thresholds at which somebody is told. What is settled counts, not what is
 * reserved: most of that comes back. A budget that is changed has its thresholds anew. Thread-safe.
 */
final class Thresholds {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final WindowStore store;
  private final AlertSink sink;
  private final Map<WindowId, Watched> watched = new ConcurrentHashMap<>();

  /** A budget in one of its windows, with the thresholds that need no second look. */
  private record Watched(Bound.Budget budget, TimeWindow window, Set<Integer> passed) {}

  Thresholds(WindowStore store, AlertSink sink) {
    this.store = store;
    this.sink = sink;
  }

  /** The budget is in use. */
  void watch(WindowId id, Bound.Budget budget, TimeWindow window) {
    Watched before = watched.get(id);
    if (before == null || !before.budget.equals(budget)) {
      watched.put(id, new Watched(budget, window, ConcurrentHashMap.newKeySet()));
    }
  }

  /** Windows that are over cross nothing any more. */
  void forget(Instant now) {
    watched.values().removeIf(one -> one.window.isOver(now));
  }

  /** Looks at what the store says of a window. */
  void seen(WindowState state) {
    Watched one = watched.get(state.id());
    if (one == null) {
      return;
    }
    BigDecimal spent = state.settled();
    sink.stands(standing(one, spent));
    for (int percent : one.budget.entry().alertPercents()) {
      BigDecimal threshold = one.budget.max().multiply(BigDecimal.valueOf(percent));
      boolean isReached = spent.signum() > 0 && spent.multiply(HUNDRED).compareTo(threshold) >= 0;
      if (isReached && one.passed.add(percent)) {
        tell(one, percent, spent, state.id());
      }
    }
  }

  private void tell(Watched one, int percent, BigDecimal spent, WindowId id) {
    String mark = "alert/" + percent + "/" + one.budget.max().toPlainString();
    CompletableFuture<Boolean> _ =
        store
            .mark(id, mark)
            .whenComplete((isFirst, failure) -> {
              if (failure != null) {
                // Nobody knows whether somebody was told: the next look asks again.
                one.passed.remove(percent);
              } else if (isFirst) {
                sink.crossed(alert(one, percent, spent));
              }
            });
  }

  private static BudgetStanding standing(Watched one, BigDecimal spent) {
    Bound.Budget budget = one.budget;
    return new BudgetStanding(
        budget.subject(),
        budget.entry(),
        budget.measure().word(),
        spent,
        budget.max(),
        currencyOf(budget),
        one.window);
  }

  private static BudgetAlert alert(Watched one, int percent, BigDecimal spent) {
    Bound.Budget budget = one.budget;
    return new BudgetAlert(
        budget.subject(),
        budget.entry().name(),
        budget.measure().word(),
        percent,
        spent,
        budget.max(),
        currencyOf(budget),
        one.window);
  }

  private static @Nullable String currencyOf(Bound.Budget budget) {
    Money cost = budget.entry().cost();
    return budget.measure() == Measure.COST && cost != null ? cost.currency() : null;
  }
}
