package dev.dragoman.store.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.report.UsageReport.UsageLine;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageReportTest {
  private static final LocalDate FIRST = LocalDate.of(2026, 3, 30);
  private static final LocalDate SECOND = LocalDate.of(2026, 3, 31);

  private static UsageTotals totals(
      LocalDate day, String model, @Nullable String currency, String cost) {
    UsageLabels labels =
        new UsageLabels("uid", "aaaaaaaaaaaa", "a/b", null, "route", "provider", model);
    Tally tally = new Tally(1, 10, 5, 0, 0, new BigDecimal(cost));
    return new UsageTotals("gateway", day, labels, "", tally, currency);
  }

  private static List<UsageLine> lines(UsageBy by, UsageTotals... totals) {
    return UsageReport.of(FIRST, SECOND, by, List.of(totals)).lines();
  }

  @Test
  void daysKeepTheirOrderAndModelsHaveTheDearestFirst() {
    // Given
    UsageTotals[] totals = {
      totals(SECOND, "cheap", "USD", "0.1"),
      totals(FIRST, "dear", "USD", "0.2"),
      totals(FIRST, "cheap", "USD", "0.05")
    };

    // Then
    assertThat(lines(UsageBy.day, totals))
        .extracting(UsageLine::group)
        .containsExactly("2026-03-30", "2026-03-31");
    assertThat(lines(UsageBy.model, totals))
        .extracting(UsageLine::group)
        .containsExactly("dear", "cheap");
    assertThat(lines(UsageBy.model, totals).getLast().tally())
        .isEqualTo(new Tally(2, 20, 10, 0, 0, new BigDecimal("0.15")));
  }

  @Test
  void amountsOfTwoCurrenciesAreNeverAdded() {
    assertThat(
            lines(
                UsageBy.key,
                totals(FIRST, "m", "USD", "1"),
                totals(FIRST, "m", "EUR", "1"),
                totals(FIRST, "m", null, "0")))
        .extracting(UsageLine::currency)
        .containsExactly("EUR", "USD", null);
  }

  @Test
  void keysWithoutATeamAreOneGroup() {
    assertThat(lines(UsageBy.team, totals(FIRST, "m", "USD", "1")))
        .extracting(UsageLine::group)
        .containsExactly("-");
  }
}
