package dev.dragoman.operator.usage;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.resources.values.UsageStatus;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one window says. Pure.
 *
 * @param settled spent for good, in tokens or money
 * @param spent all that was counted
 */
record Spending(SpendWindow window, BigDecimal settled, Tally spent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int DIGITS = 6;
  private static final int MOST_PERCENT = 1_000_000;

  static Spending of(SpendWindow window, WindowState state) {
    return new Spending(window, state.settled(), state.spent());
  }

  /** Share of the budget that is spent, rounded down; 0 without one. */
  int percent() {
    BigDecimal max = window.max();
    if (max == null) {
      return 0;
    }
    return max.signum() == 0
        ? 100
        : settled
            .multiply(HUNDRED)
            .divide(max, 0, RoundingMode.DOWN)
            .min(BigDecimal.valueOf(MOST_PERCENT))
            .intValue();
  }

  /** Whether requests are refused for it. */
  boolean isSpent() {
    BudgetEntry budget = window.budget();
    return budget != null
        && budget.onExceeded() == BudgetEntry.OnExceeded.Block
        && percent() >= 100;
  }

  /** The shares at which somebody is told; 100 is always one. */
  List<Integer> thresholds() {
    BudgetEntry budget = window.budget();
    if (budget == null) {
      return List.of();
    }
    return Stream.concat(budget.alertPercents().stream(), Stream.of(100))
        .distinct()
        .sorted()
        .toList();
  }

  /** The one that a status shows: the tightest budget, without any the month with most spending. */
  static Optional<Spending> shown(List<Spending> all) {
    Optional<Spending> budget =
        all.stream()
            .filter(spending -> spending.window.budget() != null)
            .max(Comparator.comparingInt(Spending::percent));
    return budget.isPresent()
        ? budget
        : all.stream()
            .filter(spending -> !spending.spent.isNone())
            .max(Comparator.comparing(spending -> spending.spent.cost()));
  }

  /** What a status shows of it. */
  UsageStatus status(boolean limited, Instant asOf) {
    BigDecimal max = window.max();
    return new UsageStatus(
        asOf.truncatedTo(ChronoUnit.SECONDS),
        window.time().start(),
        window.time().end(),
        spent.requests(),
        spent.inputTokens(),
        spent.outputTokens(),
        spent.cachedTokens(),
        decimal(spent.cost()),
        window.currency(),
        max == null ? null : percent(),
        window.budget() == null ? null : window.budget().name(),
        max == null ? null : decimal(max.subtract(settled).max(BigDecimal.ZERO)),
        limited,
        spent.limited());
  }

  private static String decimal(BigDecimal amount) {
    BigDecimal rounded = amount.setScale(DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
    return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
  }

  /** Whether two statuses are of the same window. */
  static boolean isSameWindow(UsageStatus one, UsageStatus other) {
    return Objects.equals(one.windowStart(), other.windowStart())
        && Objects.equals(one.budget(), other.budget());
  }
}
