package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.account.Charge;
import dev.dragoman.gateway.account.ChargeListener;
import dev.dragoman.gateway.usage.UsageWriter;
import dev.dragoman.store.usage.TokenUsage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is charged, and what becomes of usage. Only models that have a price cost something,
 * teams are those of keys, and of keys the first {@value #MOST_KEYS} that are charged have series
 * of their own, so the values of tags are bounded. Thread-safe.
 */
public final class AccountMetrics implements ChargeListener {
  /** Keys with series of their own; all others are one more together, for each team. */
  static final int MOST_KEYS = 500;

  private static final String ANONYMOUS = "anonymous";

  private final MeterRegistry registry;
  private final Map<Series, Counter> costs = new ConcurrentHashMap<>();
  private final Map<Holder, Spending> holders = new ConcurrentHashMap<>();
  private final Counter reported;
  private final Counter estimated;

  public AccountMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.reported = drains("report");
    this.estimated = drains("estimate");
  }

  private record Series(String provider, String model, @Nullable String team, String currency) {}

  /** Whose key it is that is charged. */
  private record Holder(String key, String team) {}

  /** What a holder has used. */
  private record Spending(
      Holder holder,
      Counter input,
      Counter output,
      Counter cached,
      Counter written,
      Map<String, Counter> costs) {}

  private Counter drains(String outcome) {
    return Counter.builder(MetricNames.DRAINS)
        .description("Answers that were read on after their client had left")
        .baseUnit("drains")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  /** Watches the writer for as long as it lives. */
  public void watch(UsageWriter writer) {
    FunctionCounter.builder(MetricNames.DROPPED_RECORDS, writer, UsageWriter::dropped)
        .description("Records of usage of which only the totals were kept")
        .baseUnit("records")
        .register(registry);
    Gauge.builder(MetricNames.USAGE_JOURNAL, writer, UsageWriter::journalBytes)
        .description("Usage on the disk that waits for the store")
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void charged(Charge charge) {
    Money cost = charge.cost();
    spent(charge, cost);
    if (cost != null && cost.amount().signum() > 0) {
      costs
          .computeIfAbsent(
              new Series(
                  charge.target().backend().provider(),
                  charge.target().target().model(),
                  charge.team(),
                  cost.currency()),
              this::register)
          .increment(cost.amount().doubleValue());
    }
  }

  private void spent(Charge charge, @Nullable Money cost) {
    Spending spending = spending(charge);
    TokenUsage tokens = charge.tokens();
    spending.input.increment((double) tokens.input());
    spending.output.increment((double) tokens.output());
    spending.cached.increment((double) tokens.cacheRead());
    spending.written.increment((double) (tokens.cacheWrite() + tokens.cacheWrite1h()));
    if (cost != null && cost.amount().signum() > 0) {
      spending
          .costs
          .computeIfAbsent(cost.currency(), currency -> keyCost(spending.holder, currency))
          .increment(cost.amount().doubleValue());
    }
  }

  private Spending spending(Charge charge) {
    String team = charge.team() == null ? MetricNames.UNKNOWN : charge.team();
    Holder own = new Holder(charge.key() == null ? ANONYMOUS : charge.key(), team);
    Spending known = holders.get(own);
    if (known != null) {
      return known;
    }
    return holders.computeIfAbsent(
        holders.size() < MOST_KEYS ? own : new Holder(MetricNames.OTHER, team), this::register);
  }

  private Spending register(Holder holder) {
    return new Spending(
        holder,
        keyTokens(holder, "input"),
        keyTokens(holder, "output"),
        keyTokens(holder, "cache_read"),
        keyTokens(holder, "cache_write"),
        new ConcurrentHashMap<>());
  }

  private Counter keyTokens(Holder holder, String type) {
    return Counter.builder(MetricNames.KEY_TOKENS)
        .description("Tokens that keys were charged with")
        .baseUnit("tokens")
        .tag(MetricNames.KEY, holder.key)
        .tag(MetricNames.TEAM, holder.team)
        .tag(MetricNames.TYPE, type)
        .register(registry);
  }

  private Counter keyCost(Holder holder, String currency) {
    return Counter.builder(MetricNames.KEY_COST)
        .description("What keys were charged with, in the tagged currency")
        .tag(MetricNames.KEY, holder.key)
        .tag(MetricNames.TEAM, holder.team)
        .tag(MetricNames.CURRENCY, currency)
        .register(registry);
  }

  private Counter register(Series series) {
    return Counter.builder(MetricNames.COST)
        .description("What the charged attempts cost, in the tagged currency")
        .tag(MetricNames.PROVIDER, series.provider)
        .tag(MetricNames.MODEL, series.model)
        .tag(MetricNames.TEAM, series.team == null ? MetricNames.UNKNOWN : series.team)
        .tag(MetricNames.CURRENCY, series.currency)
        .register(registry);
  }

  @Override
  public void drained(boolean isReported) {
    (isReported ? reported : estimated).increment();
  }
}
