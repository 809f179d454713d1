package dev.dragoman.gateway.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.ContractVersion;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.limit.BudgetStanding;
import dev.dragoman.gateway.limit.Subject;
import dev.dragoman.store.window.TimeWindow;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
    stands(name, budget(limit, currency), spent, window);
  }

  private void stands(String name, BudgetEntry entry, String spent, TimeWindow window) {
    Money cost = entry.cost();
    Long tokens = entry.tokens();
    metrics.stands(
        new BudgetStanding(
            new Subject(Subject.Kind.QUOTA, "uid-" + name, name),
            entry,
            cost == null ? "tokens" : "cost",
            new BigDecimal(spent),
            tokens == null ? requireNonNull(cost).amount() : BigDecimal.valueOf(tokens),
            cost == null ? null : cost.currency(),
            window));
  }

  private static BudgetEntry budget(String limit, @Nullable String currency) {
    return new BudgetEntry(
        "research",
        BudgetEntry.Period.Day,
        "UTC",
        1,
        currency == null ? Long.valueOf(limit) : null,
        currency == null ? null : new Money(new BigDecimal(limit), currency),
        BudgetEntry.OnExceeded.Block,
        List.of(80, 100));
  }

  private static GatewayConfig config(QuotaEntry... quotas) {
    return new GatewayConfig(
        ContractVersion.CURRENT,
        1,
        GatewayEntry.of("edge", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(quotas));
  }

  private static QuotaEntry quota(String name, BudgetEntry... budgets) {
    return new QuotaEntry(
        name,
        "uid-" + name,
        false,
        new SpendPolicy(List.of(), List.of(budgets), null),
        null,
        Map.of());
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

  @Test
  void thresholdsCountFromZero() {
    // When
    stands("team-a/q", "1", "4", null, DAY);

    // Then
    assertThat(
            registry
                .get("dragoman.gateway.budget.alerts")
                .tag("subject", "quota")
                .tag("percent", "80")
                .counter()
                .count())
        .isZero();
  }

  @Test
  void aBudgetThatWasTakenAwayIsShownNoMore() {
    // Given
    metrics.follow(
        config(quota("team-a/q", budget("4", null)), quota("team-b/q", budget("4", null))));
    stands("team-a/q", "1", "4", null, DAY);
    stands("team-b/q", "1", "4", null, DAY);

    // When
    metrics.follow(config(quota("team-b/q", budget("4", null))));

    // Then
    assertThat(registry.get("dragoman.gateway.budget.spent").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.getId().getTag("name")).isEqualTo("team-b/q"));
  }

  @Test
  void aChangedBudgetIsShownOnceItIsUsed() {
    // Given
    metrics.follow(config(quota("team-a/q", budget("4", "EUR"))));
    stands("team-a/q", "1", "4", "EUR", DAY);

    // When
    metrics.follow(config(quota("team-a/q", budget("4", "USD"))));

    // Then
    assertThat(registry.find("dragoman.gateway.budget.remaining.cost").gauges()).isEmpty();

    // When
    stands("team-a/q", "1", "4", "USD", DAY);

    // Then
    assertThat(registry.get("dragoman.gateway.budget.remaining.cost").gauges())
        .singleElement()
        .satisfies(gauge -> assertThat(gauge.getId().getTag("currency")).isEqualTo("USD"));
  }

  @Test
  void aBudgetOfAKeyInAStoreOutlivesConfigurations() {
    // Given
    stands("team-a/q", "1", "4", null, DAY);

    // When
    metrics.follow(config());

    // Then
    assertThat(gauge("dragoman.gateway.budget.spent")).isEqualTo(0.25);
  }
}
