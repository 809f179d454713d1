package dev.dragoman.store.report;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.store.window.Periods;
import dev.dragoman.store.window.TimeWindow;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which windows count what a key does at a moment, and what they say. */
final class KeyWindows {
  private static final String OF_KEY = "key";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final String scope;
  private final ReportedKey key;
  private final Instant now;
  private final List<Budget> budgets = new ArrayList<>();
  private final List<Limit> limits = new ArrayList<>();
  private final List<Month> months = new ArrayList<>();

  private record Budget(
      String of, BudgetEntry entry, @Nullable String currency, BigDecimal limit, Counted counted) {}

  private record Limit(String of, LimitEntry entry, Counted counted) {}

  private record Month(String currency, WindowId id, Instant end) {}

  /** A window and when it ends. */
  private record Counted(WindowId id, @Nullable Instant end) {}

  /**
   * The windows.
   *
   * @param currencies in which something may have been counted
   */
  KeyWindows(String scope, ReportedKey key, Collection<String> currencies, Instant now) {
    this.scope = scope;
    this.key = key;
    this.now = now;
    add(OF_KEY, key.entry().uid(), key.entry().spend());
    for (QuotaEntry quota : key.quotas()) {
      add(quota.name(), quota.uid(), quota.spend());
    }
    currencies.forEach(this::month);
  }

  private void add(String of, String subject, SpendPolicy spend) {
    for (LimitEntry limit : spend.limits()) {
      limits.add(new Limit(of, limit, window(subject, limit)));
    }
    for (BudgetEntry budget : spend.budgets()) {
      TimeWindow time = Periods.containing(budget, now);
      Long tokens = budget.tokens();
      if (tokens != null) {
        Counted counted = window(subject, budget, "tokens", time);
        budgets.add(new Budget(of, budget, null, BigDecimal.valueOf(tokens), counted));
      }
      Money cost = budget.cost();
      if (cost != null) {
        Counted counted = window(subject, budget, "cost", time);
        budgets.add(new Budget(of, budget, cost.currency(), cost.amount(), counted));
      }
    }
  }

  private Counted window(String subject, BudgetEntry budget, String measure, TimeWindow time) {
    String bound = "budget/" + budget.name() + "/" + measure;
    return new Counted(new WindowId(scope, subject, bound, time.start()), time.end());
  }

  private Counted window(String subject, LimitEntry limit) {
    return switch (limit) {
      case LimitEntry.RequestsPerMinute _ -> rate(subject, "requests", MINUTE);
      case LimitEntry.RequestsPerWindow(_, Duration window) -> rate(subject, "requests", window);
      case LimitEntry.TokensPerMinute _ -> rate(subject, "tokens", MINUTE);
      case LimitEntry.Concurrent _ ->
          new Counted(new WindowId(scope, subject, "concurrent", Instant.EPOCH), null);
    };
  }

  private Counted rate(String subject, String bound, Duration window) {
    long seconds = window.toSeconds();
    Instant start = Instant.ofEpochSecond(now.getEpochSecond() / seconds * seconds);
    String name = window.equals(MINUTE) ? bound : bound + "/" + seconds;
    return new Counted(new WindowId(scope, subject, name, start), start.plus(window));
  }

  private void month(String currency) {
    ZonedDateTime start = now.atZone(ZoneOffset.UTC).withDayOfMonth(1).truncatedTo(ChronoUnit.DAYS);
    WindowId id = new WindowId(scope, key.entry().uid(), "usage/" + currency, start.toInstant());
    months.add(new Month(currency, id, start.plusMonths(1).toInstant()));
  }

  /** All of them. */
  List<WindowId> ids() {
    List<WindowId> ids = new ArrayList<>();
    limits.forEach(limit -> ids.add(limit.counted.id));
    budgets.forEach(budget -> ids.add(budget.counted.id));
    months.forEach(month -> ids.add(month.id));
    return ids;
  }

  /**
   * What they say.
   *
   * @param states of {@link #ids}; empty while the store cannot be reached
   */
  KeyReport report(Map<WindowId, WindowState> states, @Nullable Instant asOf) {
    return new KeyReport(
        key.entry().name(),
        key.entry().keyId(),
        key.source(),
        key.entry().state(),
        key.entry().owner() == null ? null : key.entry().owner().team(),
        key.entry().notBefore(),
        key.entry().expiresAt(),
        key.entry().routes(),
        key.entry().models(),
        limits.stream().map(limit -> of(limit, states.get(limit.counted.id))).toList(),
        budgets.stream().map(budget -> of(budget, states.get(budget.counted.id))).toList(),
        months.stream()
            .map(month -> of(month, states.get(month.id)))
            .filter(Objects::nonNull)
            .toList(),
        asOf);
  }

  /** Null for a currency in which nothing was counted. */
  private static @Nullable MonthReport of(Month month, @Nullable WindowState state) {
    return state == null || state.spent().isNone()
        ? null
        : new MonthReport(month.currency, month.id.start(), month.end, state.spent());
  }

  /** A window in which nothing was committed may as well be one that nobody shares. */
  private static LimitReport of(Limit limit, @Nullable WindowState state) {
    if (state == null || state.committed().signum() == 0) {
      return new LimitReport(limit.of, limit.entry, null, null);
    }
    BigDecimal used =
        limit.entry instanceof LimitEntry.Concurrent ? state.committed() : state.settled();
    long remaining = BigDecimal.valueOf(maxOf(limit.entry)).subtract(used).longValue();
    return new LimitReport(limit.of, limit.entry, Math.max(0, remaining), limit.counted.end);
  }

  private static long maxOf(LimitEntry limit) {
    return switch (limit) {
      case LimitEntry.RequestsPerMinute(long max) -> max;
      case LimitEntry.RequestsPerWindow(long max, _) -> max;
      case LimitEntry.TokensPerMinute(long max) -> max;
      case LimitEntry.Concurrent(long max) -> max;
    };
  }

  private static BudgetReport of(Budget budget, @Nullable WindowState state) {
    BigDecimal spent = state == null ? null : plain(state.settled());
    return new BudgetReport(
        budget.of,
        budget.entry.name(),
        budget.entry.period(),
        budget.entry.onExceeded(),
        budget.currency,
        plain(budget.limit),
        spent,
        state == null ? null : plain(state.committed().subtract(state.settled())),
        spent == null ? null : plain(budget.limit.subtract(spent).max(BigDecimal.ZERO)),
        spent == null ? null : percent(spent, budget.limit),
        budget.counted.id.start(),
        budget.counted.end);
  }

  private static int percent(BigDecimal spent, BigDecimal limit) {
    return limit.signum() == 0
        ? 100
        : spent.multiply(HUNDRED).divide(limit, 0, RoundingMode.DOWN).intValue();
  }

  private static BigDecimal plain(BigDecimal amount) {
    BigDecimal stripped = amount.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
