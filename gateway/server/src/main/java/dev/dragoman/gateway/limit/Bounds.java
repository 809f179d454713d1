package dev.dragoman.gateway.limit;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.gateway.limit.Bound.Measure;
import dev.dragoman.protocol.codec.RateLimit.Unit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what the contract says of bounds. */
public final class Bounds {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final StoreOutageEntry USUAL =
      new StoreOutageEntry(StoreOutageEntry.Mode.HeldSlices, Duration.ofMinutes(5));

  private Bounds() {}

  /** All bounds of a key or a quota, what fails soonest first. */
  public static List<Bound> of(Subject subject, SpendPolicy policy) {
    StoreOutageEntry outage = outage(policy.storeOutage());
    List<Bound> bounds = new ArrayList<>(limits(subject, policy.limits(), outage));
    for (BudgetEntry budget : policy.budgets()) {
      if (budget.tokens() != null) {
        bounds.add(new Bound.Budget(subject, budget, Measure.TOKENS, outage));
      }
      if (budget.cost() != null) {
        bounds.add(new Bound.Budget(subject, budget, Measure.COST, outage));
      }
    }
    return List.copyOf(bounds);
  }

  /** The bounds of a route, which has no budgets. */
  public static List<Bound> of(Subject subject, List<LimitEntry> limits) {
    return limits(subject, limits, USUAL);
  }

  private static List<Bound> limits(
      Subject subject, List<LimitEntry> limits, StoreOutageEntry outage) {
    return limits.stream()
        .<Bound>map(limit ->
            switch (limit) {
              case LimitEntry.RequestsPerMinute(long max) ->
                  new Bound.Rate(subject, Unit.REQUESTS, max, MINUTE, outage);
              case LimitEntry.RequestsPerWindow(long max, Duration window) ->
                  new Bound.Rate(subject, Unit.REQUESTS, max, window, outage);
              case LimitEntry.TokensPerMinute(long max) ->
                  new Bound.Rate(subject, Unit.TOKENS, max, MINUTE, outage);
              case LimitEntry.Concurrent(long max) -> new Bound.Concurrent(subject, max, outage);
            })
        .toList();
  }

  private static StoreOutageEntry outage(@Nullable StoreOutageEntry said) {
    return said == null ? USUAL : said;
  }
}
