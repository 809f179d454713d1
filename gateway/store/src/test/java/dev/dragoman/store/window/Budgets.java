package dev.dragoman.store.window;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import java.util.List;

/** Budgets of which the period alone matters. */
final class Budgets {
  private Budgets() {}

  static BudgetEntry each(Period period, String zone) {
    return each(period, zone, 1);
  }

  static BudgetEntry each(Period period, String zone, int resetDay) {
    return new BudgetEntry("b", period, zone, resetDay, 1000L, null, OnExceeded.Block, List.of());
  }
}
