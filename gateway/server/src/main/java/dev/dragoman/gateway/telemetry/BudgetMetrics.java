package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.gateway.limit.BudgetAlert;
import dev.dragoman.gateway.limit.BudgetStanding;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.store.window.TimeWindow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells how budgets stand: those that were used since the start or since they were changed, and of
 * them the first {@value #MOST}. What a fleet has spent is the same in all of its processes, so the
 * largest value is the newest. Thread-safe.
 */
public final class BudgetMetrics {
  /** Budgets that are shown; names of keys and quotas have no other bound. */
  static final int MOST = 500;

  private final MeterRegistry registry;
  private final Clock clock;
  private final Map<Series, Shown> budgets = new ConcurrentHashMap<>();
  private @Nullable GatewayConfig inForce;

  private record Series(Subject subject, String budget, String measure) {}

  /** A budget that is shown; what is said of it changes. */
  private static final class Shown {
    private volatile BudgetStanding standing;
    private List<Meter> meters = List.of();

    Shown(BudgetStanding first) {
      this.standing = first;
    }

    BudgetEntry entry() {
      return standing.entry();
    }
  }

  public BudgetMetrics(MeterRegistry registry, Clock clock) {
    this.registry = registry;
    this.clock = clock;
    for (Subject.Kind kind : Subject.Kind.values()) {
      if (kind != Subject.Kind.ROUTE) {
        alerts(kind, 100);
      }
    }
  }

  /** A threshold was reached. */
  public void crossed(BudgetAlert alert) {
    alerts(alert.subject().kind(), alert.percent()).increment();
  }

  private Counter alerts(Subject.Kind kind, int percent) {
    return Counter.builder(MetricNames.BUDGET_ALERTS)
        .description("Thresholds of budgets that were reached")
        .baseUnit("alerts")
        .tag(MetricNames.SUBJECT, word(kind))
        .tag(MetricNames.PERCENT, Integer.toString(percent))
        .register(registry);
  }

  static String word(Subject.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A configuration is in force: budgets that it took away or changed are shown no more, until they
   * are used as they are now. Keys of a store are in no configuration and stay.
   */
  public synchronized void follow(GatewayConfig config) {
    if (budgets.isEmpty()) {
      inForce = config;
      return;
    }
    Map<String, List<BudgetEntry>> before = ofShown(inForce);
    Map<String, List<BudgetEntry>> now = ofShown(config);
    for (Map.Entry<Series, Shown> shown : budgets.entrySet()) {
      String owner = shown.getKey().subject().uid();
      List<BudgetEntry> entries = now.get(owner);
      boolean isGone = entries == null && before.containsKey(owner);
      boolean isOther = entries != null && !entries.contains(shown.getValue().entry());
      if (isGone || isOther) {
        hide(shown.getKey());
      }
    }
    inForce = config;
  }

  /** Budgets by the uids of their owners; of those alone that are shown, for keys may be many. */
  private Map<String, List<BudgetEntry>> ofShown(@Nullable GatewayConfig config) {
    Map<String, List<BudgetEntry>> byOwner = new HashMap<>();
    if (config == null) {
      return byOwner;
    }
    Set<String> shown =
        budgets.keySet().stream().map(one -> one.subject().uid()).collect(Collectors.toSet());
    for (KeyEntry key : config.keys()) {
      if (shown.contains(key.uid())) {
        byOwner.put(key.uid(), key.spend().budgets());
      }
    }
    for (QuotaEntry quota : config.quotas()) {
      if (shown.contains(quota.uid())) {
        byOwner.put(quota.uid(), quota.spend().budgets());
      }
    }
    return byOwner;
  }

  private void hide(Series series) {
    Shown hidden = budgets.remove(series);
    if (hidden != null) {
      hidden.meters.forEach(registry::remove);
    }
  }

  /** A budget stands like this from now on. */
  public void stands(BudgetStanding standing) {
    Series series = new Series(standing.subject(), standing.entry().name(), standing.measure());
    Shown known = budgets.get(series);
    if (known != null && known.entry().equals(standing.entry())) {
      known.standing = standing;
    } else {
      show(series, standing);
    }
  }

  private synchronized void show(Series series, BudgetStanding standing) {
    hide(series);
    if (budgets.size() < MOST) {
      Shown fresh = new Shown(standing);
      fresh.meters = register(fresh, standing);
      budgets.put(series, fresh);
    }
  }

  private List<Meter> register(Shown shown, BudgetStanding first) {
    Tags tags =
        Tags.of(
            MetricNames.SUBJECT, word(first.subject().kind()),
            MetricNames.NAME, first.subject().name(),
            MetricNames.BUDGET, first.entry().name(),
            MetricNames.MEASURE, first.measure());
    // Rates of counters want a zero before the first alert.
    first.entry().alertPercents().forEach(percent -> alerts(first.subject().kind(), percent));
    return List.of(
        Gauge.builder(MetricNames.BUDGET_SPENT, shown, this::spentRatio)
            .description("Part of a budget that is spent in its window, by all processes together")
            .baseUnit("ratio")
            .tags(tags)
            .register(registry),
        Gauge.builder(MetricNames.BUDGET_PERIOD, shown, BudgetMetrics::periodSeconds)
            .description("Length of a budget's window, 0 for one that never ends")
            .baseUnit("seconds")
            .tags(tags)
            .register(registry),
        left(shown, tags, first.currency()));
  }

  private Gauge left(Shown shown, Tags tags, @Nullable String currency) {
    return currency == null
        ? Gauge.builder(MetricNames.BUDGET_REMAINING, shown, this::remaining)
            .description("Tokens that a budget has left in its window")
            .baseUnit("tokens")
            .tags(tags)
            .register(registry)
        : Gauge.builder(MetricNames.BUDGET_REMAINING_COST, shown, this::remaining)
            .description("Money that a budget has left in its window, in the tagged currency")
            .tags(tags.and(MetricNames.CURRENCY, currency))
            .register(registry);
  }

  /** In a window that has begun without being used nothing is spent. */
  private BigDecimal spent(BudgetStanding standing) {
    return standing.window().isOver(clock.instant()) ? BigDecimal.ZERO : standing.spent();
  }

  private double spentRatio(Shown shown) {
    BudgetStanding standing = shown.standing;
    return standing.limit().signum() == 0
        ? 1
        : spent(standing).divide(standing.limit(), MathContext.DECIMAL64).doubleValue();
  }

  private double remaining(Shown shown) {
    BudgetStanding standing = shown.standing;
    return standing.limit().subtract(spent(standing)).max(BigDecimal.ZERO).doubleValue();
  }

  private static double periodSeconds(Shown shown) {
    TimeWindow window = shown.standing.window();
    return window.end() == null ? 0 : Duration.between(window.start(), window.end()).toSeconds();
  }
}
