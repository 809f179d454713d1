package dev.dragoman.gateway.telemetry;

import dev.dragoman.contract.Money;
import dev.dragoman.gateway.account.Charge;
import dev.dragoman.gateway.account.ChargeListener;
import dev.dragoman.gateway.usage.UsageWriter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts money and what becomes of usage. Only models that have a price are counted, and teams of
 * keys that are configured, so the values of tags are bounded. Thread-safe.
 */
public final class AccountMetrics implements ChargeListener {
  private final MeterRegistry registry;
  private final Map<Series, Counter> costs = new ConcurrentHashMap<>();
  private final Counter reported;
  private final Counter estimated;

  public AccountMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.reported = drains("report");
    this.estimated = drains("estimate");
  }

  private record Series(String provider, String model, @Nullable String team, String currency) {}

  private Counter drains(String outcome) {
    return Counter.builder(MetricNames.DRAINS)
        .description("Answers that were read on after their client had left")
        .tag(MetricNames.OUTCOME, outcome)
        .register(registry);
  }

  /** Watches the writer for as long as it lives. */
  public void watch(UsageWriter writer) {
    FunctionCounter.builder(MetricNames.USAGE_DROPPED, writer, UsageWriter::dropped)
        .description("Records of usage of which only the totals were kept")
        .register(registry);
    Gauge.builder(MetricNames.USAGE_JOURNAL, writer, UsageWriter::journalBytes)
        .description("Usage on the disk that waits for the store")
        .baseUnit("bytes")
        .register(registry);
  }

  @Override
  public void charged(Charge charge) {
    Money cost = charge.cost();
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

  private Counter register(Series series) {
    return Counter.builder(MetricNames.COST)
        .description("What the charged attempts cost")
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
