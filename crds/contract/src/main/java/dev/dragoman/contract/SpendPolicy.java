package dev.dragoman.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may pass and be spent; all of it must allow.
 *
 * @param limits bounds on what passes
 * @param budgets bounds on what is spent
 * @param storeOutage null for {@link StoreOutageEntry.Mode#HeldSlices}
 */
public record SpendPolicy(
    List<LimitEntry> limits, List<BudgetEntry> budgets, @Nullable StoreOutageEntry storeOutage) {
  public static final SpendPolicy UNLIMITED = new SpendPolicy(List.of(), List.of(), null);

  public SpendPolicy {
    limits = List.copyOf(limits);
    budgets = List.copyOf(budgets);
    Require.unique(budgets, BudgetEntry::name, "budgets");
  }
}
