package dev.dragoman.store.report;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.store.key.KeyItem;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with all that bounds it and how that stands. Holds no digest.
 *
 * @param name {@code namespace/name}
 * @param keyId public id
 * @param source who may edit it
 * @param team of its owner
 * @param routes names of routes that it may call; {@code *} for each one that consents
 * @param models patterns of public model names that it may call
 * @param months what it used in this month, one for each currency that something was counted in
 * @param asOf when the store was read, null when it could not be reached: then limits and budgets
 *     are what the configuration says, without what was spent
 */
public record KeyReport(
    String name,
    String keyId,
    KeyItem.Source source,
    KeyEntry.State state,
    @Nullable String team,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    List<String> routes,
    List<String> models,
    List<LimitReport> limits,
    List<BudgetReport> budgets,
    List<MonthReport> months,
    @Nullable Instant asOf) {
  public KeyReport {
    routes = List.copyOf(routes);
    models = List.copyOf(models);
    limits = List.copyOf(limits);
    budgets = List.copyOf(budgets);
    months = List.copyOf(months);
  }
}
