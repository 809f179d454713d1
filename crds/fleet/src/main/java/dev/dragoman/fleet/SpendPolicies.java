package dev.dragoman.fleet;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.OwnerEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.resources.values.Budget;
import dev.dragoman.resources.values.BudgetAction;
import dev.dragoman.resources.values.Owner;
import dev.dragoman.resources.values.RateLimits;
import dev.dragoman.resources.values.StoreOutage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What keys and quotas may spend. */
final class SpendPolicies {
  private static final List<Integer> ALERTS = List.of(50, 80, 100);

  private SpendPolicies() {}

  static SpendPolicy of(
      @Nullable RateLimits limits,
      List<Budget> budgets,
      @Nullable StoreOutage outage,
      Reading reading) {
    List<BudgetEntry> entries = new ArrayList<>();
    for (int i = 0; i < budgets.size(); i++) {
      Budget budget = budgets.get(i);
      BudgetEntry entry = reading.field("spec.budgets[" + i + "]", () -> budget(budget));
      if (entry != null) {
        entries.add(entry);
      }
    }
    return reading.field(
        "spec",
        SpendPolicy.UNLIMITED,
        () -> new SpendPolicy(limitsOf(limits), entries, outage(outage)));
  }

  private static List<LimitEntry> limitsOf(@Nullable RateLimits limits) {
    return limits == null
        ? List.of()
        : limits(limits.requestsPerMinute(), limits.tokensPerMinute(), limits.concurrent());
  }

  static List<LimitEntry> limits(
      @Nullable Integer requests, @Nullable Long tokens, @Nullable Integer concurrent) {
    List<LimitEntry> limits = new ArrayList<>();
    if (requests != null) {
      limits.add(new LimitEntry.RequestsPerMinute(requests));
    }
    if (tokens != null) {
      limits.add(new LimitEntry.TokensPerMinute(tokens));
    }
    if (concurrent != null) {
      limits.add(new LimitEntry.Concurrent(concurrent));
    }
    return limits;
  }

  private static BudgetEntry budget(Budget budget) {
    if (budget.period() == null) {
      throw new IllegalArgumentException("a period that this version does not know");
    }
    String zone = budget.timeZone() == null ? "UTC" : ZoneId.of(budget.timeZone()).getId();
    Integer resetDay = budget.resetDay();
    return new BudgetEntry(
        budget.name(),
        BudgetEntry.Period.valueOf(budget.period().name()),
        zone,
        resetDay == null ? 1 : resetDay,
        budget.tokens(),
        budget.cost() == null
            ? null
            : new Money(new BigDecimal(budget.cost().amount()), budget.cost().currency()),
        budget.onExceeded() == BudgetAction.Warn
            ? BudgetEntry.OnExceeded.Warn
            : BudgetEntry.OnExceeded.Block,
        budget.alertPercents().isEmpty() ? ALERTS : budget.alertPercents());
  }

  private static @Nullable StoreOutageEntry outage(@Nullable StoreOutage outage) {
    if (outage == null || outage.mode() == null) {
      return null;
    }
    return new StoreOutageEntry(
        StoreOutageEntry.Mode.valueOf(outage.mode().name()),
        Durations.or(outage.forTime(), Duration.ofMinutes(5)));
  }

  static @Nullable OwnerEntry owner(@Nullable Owner owner) {
    return owner == null
        ? null
        : new OwnerEntry(owner.team(), owner.contact(), owner.costCenter(), owner.purpose());
  }
}
