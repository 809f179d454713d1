package dev.dragoman.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.LimitEntry;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyReportsTest {
  private static final String SCOPE = "gateway";
  private static final Instant NOW = Instant.parse("2026-03-31T12:30:15Z");
  private static final Instant MONTH = Instant.parse("2026-03-01T00:00:00Z");

  private final MemoryStore store = new MemoryStore();

  private static BudgetEntry budget(
      String name, Period period, @Nullable Long tokens, @Nullable String usd) {
    Money cost = usd == null ? null : new Money(new BigDecimal(usd), "USD");
    return new BudgetEntry(name, period, "UTC", 1, tokens, cost, OnExceeded.Block, List.of());
  }

  private static KeyEntry key(String name, String keyId, SpendPolicy spend) {
    return new KeyEntry(
        name,
        "uid-" + name,
        keyId,
        List.of(),
        KeyEntry.State.Active,
        null,
        null,
        List.of("*"),
        List.of("*"),
        List.of("uid-quota"),
        spend,
        List.of(),
        null,
        Map.of());
  }

  private static SpendPolicy budgets(BudgetEntry... budgets) {
    return new SpendPolicy(List.of(), List.of(budgets), null);
  }

  private void commit(String subject, String bound, Instant start, String amount, String held) {
    WindowId id = new WindowId(SCOPE, subject, bound, start);
    store
        .windows()
        .change(
            new WindowChange(
                id,
                "holder",
                1,
                new BigDecimal(amount),
                new BigDecimal(held),
                null,
                bound.startsWith("usage/")
                    ? new Tally(3, 20, 10, 0, 1, new BigDecimal("0.5"))
                    : Tally.NONE,
                null))
        .join();
  }

  private KeyReport report(KeyEntry key, QuotaEntry... quotas) {
    KeyReports reports =
        new KeyReports(SCOPE, List.of(quotas), new TreeSet<>(List.of("EUR", "USD")));
    return reports
        .read(store.windows(), List.of(reports.key(key, KeyItem.Source.Manifest)), NOW)
        .join()
        .getFirst();
  }

  @Test
  void whatIsHeldIsReservedAndNotSpent() {
    // Given
    commit("uid-a/b", "budget/m/cost", MONTH, "0.750", "0.250");

    // When
    KeyReport report =
        report(key("a/b", "aaaaaaaaaaaa", budgets(budget("m", Period.Month, null, "2"))));

    // Then
    assertThat(report.budgets())
        .containsExactly(
            new BudgetReport(
                "key",
                "m",
                Period.Month,
                OnExceeded.Block,
                "USD",
                new BigDecimal("2"),
                new BigDecimal("0.5"),
                new BigDecimal("0.25"),
                new BigDecimal("1.5"),
                25,
                MONTH,
                Instant.parse("2026-04-01T00:00:00Z")));
    assertThat(report.asOf()).isEqualTo(NOW);
  }

  @Test
  void aBudgetOfBothMeasuresIsTwo() {
    // Given
    commit("uid-a/b", "budget/ever/tokens", Instant.EPOCH, "150", "0");

    // When
    KeyReport report =
        report(key("a/b", "aaaaaaaaaaaa", budgets(budget("ever", Period.Lifetime, 100L, "1"))));

    // Then
    BudgetReport tokens = report.budgets().getFirst();
    assertThat(tokens.currency()).isNull();
    assertThat(tokens.percent()).as("beyond the whole").isEqualTo(150);
    assertThat(tokens.remaining()).isEqualByComparingTo("0");
    assertThat(tokens.resetsAt()).isNull();
    assertThat(report.budgets().get(1).currency()).isEqualTo("USD");
  }

  @Test
  void whatAQuotaBoundsIsNamedByIt() {
    // Given
    commit("uid-quota", "budget/shared/tokens", Instant.parse("2026-03-31T00:00:00Z"), "10", "0");
    QuotaEntry quota =
        new QuotaEntry(
            "a/team",
            "uid-quota",
            false,
            budgets(budget("shared", Period.Day, 40L, null)),
            null,
            Map.of());

    // When
    KeyReport report = report(key("a/b", "aaaaaaaaaaaa", SpendPolicy.UNLIMITED), quota);

    // Then
    assertThat(report.budgets())
        .singleElement()
        .satisfies(budget -> {
          assertThat(budget.of()).isEqualTo("a/team");
          assertThat(budget.percent()).isEqualTo(25);
        });
  }

  @Test
  void whatIsLeftOfALimitIsToldWhereTheStoreKnows() {
    // Given
    commit("uid-a/b", "requests", Instant.parse("2026-03-31T12:30:00Z"), "40", "10");
    commit("uid-a/b", "requests/3600", Instant.parse("2026-03-31T12:00:00Z"), "100", "0");
    commit("uid-a/b", "concurrent", Instant.EPOCH, "3", "3");
    List<LimitEntry> limits =
        List.of(
            new LimitEntry.RequestsPerMinute(60),
            new LimitEntry.RequestsPerWindow(150, Duration.ofHours(1)),
            new LimitEntry.Concurrent(4),
            new LimitEntry.TokensPerMinute(1_000));

    // When
    KeyReport report = report(key("a/b", "aaaaaaaaaaaa", new SpendPolicy(limits, List.of(), null)));

    // Then
    assertThat(report.limits())
        .extracting(LimitReport::remaining)
        .containsExactly(30L, 50L, 1L, null);
    assertThat(report.limits())
        .extracting(LimitReport::resetsAt)
        .containsExactly(
            Instant.parse("2026-03-31T12:31:00Z"),
            Instant.parse("2026-03-31T13:00:00Z"),
            null,
            null);
  }

  @Test
  void theMonthIsToldInEachCurrencyThatWasUsed() {
    // Given
    commit("uid-a/b", "usage/EUR", MONTH, "0", "0");

    // When
    KeyReport report = report(key("a/b", "aaaaaaaaaaaa", SpendPolicy.UNLIMITED));

    // Then
    assertThat(report.months())
        .singleElement()
        .satisfies(month -> {
          assertThat(month.currency()).isEqualTo("EUR");
          assertThat(month.tally().requests()).isEqualTo(3);
          assertThat(month.resetsAt()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
        });
  }

  @Test
  void keysOfTheStoreAloneStandBesideThoseOfManifests() {
    // Given: more than a page of them, one of a manifest, and one that is gone
    for (int i = 0; i < 130; i++) {
      String letters = "" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
      put(key("store/key-" + letters, "aaaaaaaaaa" + letters, SpendPolicy.UNLIMITED), null);
    }
    put(key("store/gone", "bbbbbbbbbbbb", SpendPolicy.UNLIMITED), NOW);
    KeyEntry ofManifest = key("a/manifest", "cccccccccccc", SpendPolicy.UNLIMITED);

    // When
    List<ReportedKey> keys =
        new KeyReports(SCOPE, List.of(), new TreeSet<>())
            .keys(store.keys(), List.of(ofManifest))
            .join();

    // Then
    assertThat(keys).hasSize(131);
    assertThat(keys.getFirst().source()).isEqualTo(KeyItem.Source.Manifest);
    assertThat(keys)
        .extracting(key -> key.entry().name())
        .isSorted()
        .doesNotContain("store/gone")
        .contains("store/key-aa", "store/key-ez");
  }

  private void put(KeyEntry entry, @Nullable Instant deletedAt) {
    store
        .keys()
        .put(new KeyItem(SCOPE, KeyItem.Source.Admin, 1, entry, NOW, deletedAt, null))
        .join();
  }
}
