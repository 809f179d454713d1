package dev.dragoman.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.limit.BudgetStanding;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.store.window.TimeWindow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BudgetMetricsTest {
  private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");
  private static final TimeWindow DAY = new TimeWindow(START, START.plus(Duration.ofDays(1)));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final SettableClock clock = SettableClock.at("2026-11-30T00:01:00Z");
  private final BudgetMetrics metrics = new BudgetMetrics(registry, clock);

  private void stands(
      String name, String spent, String limit, @Nullable String currency, TimeWindow window) {
    metrics.stands(
        new BudgetStanding(
            new Subject(Subject.Kind.QUOTA, "uid-" + name, name),
            "research",
            currency == null ? "tokens" : "cost",
            new BigDecimal(spent),
            new BigDecimal(limit),
            currency,
            window));
  }

  private double gauge(String name) {
    return registry.get(name).gauge().value();
  }

  @Test
  void theLastWordOfTheStoreIsShown() {
    // When
    stands("team-a/q", "1000", "4000", null, DAY);
    stands("team-a/q", "3000", "4000", null, DAY);

    // Then
    assertThat(gauge("dragoman.gateway.budget.spent")).isEqualTo(0.75);
    assertThat(gauge("dragoman.gateway.budget.remaining")).isEqualTo(1000);
    assertThat(gauge("dragoman.gateway.budget.period")).isEqualTo(86_400);
  }

  @Test
  void moneyIsToldInItsCurrency() {
    // When
    stands("team-a/q", "0.125", "2", "EUR", DAY);

    // Then
    assertThat(
            registry
                .get("dragoman.gateway.budget.remaining.cost")
                .tag("currency", "EUR")
                .gauge()
                .value())
        .isEqualTo(1.875);
  }

  @Test
  void aBudgetThatOnlyWarnsMayBeSpentMoreThanWhole() {
    // When
    stands("team-a/q", "6000", "4000", null, DAY);

    // Then
    assertThat(gauge("dragoman.gateway.budget.spent")).isEqualTo(1.5);
    assertThat(gauge("dragoman.gateway.budget.remaining")).isZero();
  }

  @Test
  void nothingIsSpentInAWindowThatBeganWithoutUse() {
    // Given
    stands("team-a/q", "3000", "4000", null, DAY);

    // When
    clock.advance(Duration.ofDays(1));

    // Then
    assertThat(gauge("dragoman.gateway.budget.spent")).isZero();
    assertThat(gauge("dragoman.gateway.budget.remaining")).isEqualTo(4000);
  }

  @Test
  void aBudgetForEverHasNoPeriod() {
    // When
    stands("team-a/q", "1", "4", null, TimeWindow.LIFETIME);

    // Then
    assertThat(gauge("dragoman.gateway.budget.period")).isZero();
  }

  @Test
  void namesAreBounded() {
    // When
    for (int i = 0; i < BudgetMetrics.MOST + 50; i++) {
      stands("team-a/q" + i, "1", "4", null, DAY);
    }

    // Then
    assertThat(registry.get("dragoman.gateway.budget.spent").gauges()).hasSize(BudgetMetrics.MOST);
  }
}
