package dev.dragoman.operator.usage;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.store.window.Periods;
import dev.dragoman.store.window.TimeWindow;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window in which the spending of a key or a quota is counted.
 *
 * @param budget whose window it is, null for the calendar month that every key has
 * @param max of the budget, in tokens or in {@code currency}; null without one
 * @param currency of the amounts, null for tokens
 */
record SpendWindow(
    WindowId id,
    TimeWindow time,
    @Nullable BudgetEntry budget,
    @Nullable BigDecimal max,
    @Nullable String currency) {
  /**
   * The windows of a subject at a moment.
   *
   * @param scope uid of the gateway
   * @param currencies in which it may have spent something
   */
  static List<SpendWindow> of(
      String scope,
      String subject,
      SpendPolicy policy,
      Collection<String> currencies,
      Instant now) {
    List<SpendWindow> windows = new ArrayList<>();
    for (BudgetEntry budget : policy.budgets()) {
      TimeWindow time = Periods.containing(budget, now);
      String bound = "budget/" + budget.name();
      Long tokens = budget.tokens();
      if (tokens != null) {
        WindowId id = new WindowId(scope, subject, bound + "/tokens", time.start());
        windows.add(new SpendWindow(id, time, budget, BigDecimal.valueOf(tokens), null));
      }
      Money cost = budget.cost();
      if (cost != null) {
        WindowId id = new WindowId(scope, subject, bound + "/cost", time.start());
        windows.add(new SpendWindow(id, time, budget, cost.amount(), cost.currency()));
      }
    }
    TimeWindow month = month(now);
    for (String currency : currencies) {
      WindowId id = new WindowId(scope, subject, "usage/" + currency, month.start());
      windows.add(new SpendWindow(id, month, null, null, currency));
    }
    return windows;
  }

  private static TimeWindow month(Instant now) {
    ZonedDateTime start = now.atZone(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    return new TimeWindow(start.toInstant(), start.plusMonths(1).toInstant());
  }
}
