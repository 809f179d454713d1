package dev.dragoman.operator.usage;

import dev.dragoman.operator.status.Events;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowStore;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Events of budgets that are spent up to a threshold: one for each window and threshold, whichever
 * operator sees it and however often. For one thread.
 */
final class BudgetEvents {
  private static final long PATIENCE_MILLIS = 2_000;

  private final Events events;
  private final Map<WindowId, Told> told = new HashMap<>();

  private record Told(Instant end, Set<Integer> thresholds) {}

  BudgetEvents(Events events) {
    this.events = events;
  }

  /**
   * Tells what was not told yet.
   *
   * @throws dev.dragoman.store.StoreUnavailableException when the store cannot say what was told
   */
  void tell(HasMetadata object, List<Spending> all, WindowStore windows) throws Exception {
    for (Spending spending : all) {
      for (int threshold : spending.thresholds()) {
        if (threshold <= spending.percent() && isFirst(spending, threshold, windows)) {
          write(object, spending, threshold);
        }
      }
    }
  }

  private boolean isFirst(Spending spending, int threshold, WindowStore windows) throws Exception {
    Instant end = spending.window().time().end();
    Told known =
        told.computeIfAbsent(
            spending.window().id(),
            _ -> new Told(end == null ? Instant.MAX : end, new HashSet<>()));
    if (known.thresholds.contains(threshold)) {
      return false;
    }
    boolean first =
        windows
            .mark(spending.window().id(), "event-" + threshold)
            .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    known.thresholds.add(threshold);
    return first;
  }

  private void write(HasMetadata object, Spending spending, int threshold) {
    SpendWindow window = spending.window();
    String unit = window.currency() == null ? "tokens" : window.currency();
    String note =
        threshold
            + " % of budget "
            + (window.budget() == null ? "" : window.budget().name())
            + " is spent: "
            + (window.max() == null ? "" : window.max().toPlainString())
            + " "
            + unit
            + " from "
            + window.time().start()
            + (window.time().end() == null ? "" : " to " + window.time().end());
    if (threshold < 100) {
      events.normal(object, "BudgetAlert", note);
    } else {
      events.warning(object, "BudgetExceeded", note);
    }
  }

  /** Windows that are over are forgotten. */
  void forget(Instant now) {
    told.values().removeIf(known -> !now.isBefore(known.end));
  }
}
