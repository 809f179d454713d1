package dev.dragoman.operator.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.Money;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.resources.values.UsageStatus;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpendingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private static BudgetEntry tokens(String name, long tokens, OnExceeded then) {
    return new BudgetEntry(name, Period.Day, "UTC", 1, tokens, null, then, List.of(50, 80));
  }

  private static BudgetEntry dollars(String name, String amount) {
    return new BudgetEntry(
        name,
        Period.Month,
        "Europe/Berlin",
        1,
        null,
        new Money(new BigDecimal(amount), "USD"),
        OnExceeded.Block,
        List.of(80));
  }

  private static List<SpendWindow> windows(BudgetEntry... budgets) {
    return SpendWindow.of(
        "scope", "uid", new SpendPolicy(List.of(), List.of(budgets), null), Set.of("USD"), NOW);
  }

  private static Spending spent(SpendWindow window, String committed, String held, Tally tally) {
    return Spending.of(
        window,
        new WindowState(
            window.id(),
            new BigDecimal(committed),
            List.of(new Hold("pod", 1, new BigDecimal(held))),
            BigDecimal.ZERO,
            tally));
  }

  @Test
  void everyBudgetHasItsWindowsAndEveryKeyItsMonth() {
    // When
    List<SpendWindow> windows =
        windows(tokens("day", 10, OnExceeded.Block), dollars("month", "500"));

    // Then
    assertThat(windows)
        .extracting(window -> window.id().bound() + " from " + window.id().start())
        .containsExactly(
            "budget/day/tokens from 2026-11-30T00:00:00Z",
            "budget/month/cost from 2026-10-31T23:00:00Z",
            "usage/USD from 2026-11-01T00:00:00Z");
  }

  @Test
  void whatPodsHoldIsNotSpent() {
    // When
    Spending spending =
        spent(windows(dollars("month", "500")).getFirst(), "500", "99.99", Tally.NONE);

    // Then
    assertThat(spending.percent()).isEqualTo(80);
    assertThat(spending.isSpent()).isFalse();
    assertThat(spending.status(false, NOW).remaining()).isEqualTo("99.99");
  }

  @Test
  void theTightestBudgetIsShownAndWithoutOneTheMonth() {
    // Given
    List<SpendWindow> both =
        windows(tokens("day", 1000, OnExceeded.Block), dollars("month", "500"));
    Tally tally = new Tally(7, 300, 100, 20, 2, new BigDecimal("450.123456789"));

    // When
    UsageStatus shown =
        Spending.shown(
                List.of(
                    spent(both.get(0), "400", "0", Tally.NONE),
                    spent(both.get(1), "450", "0", tally),
                    spent(both.get(2), "0", "0", tally)))
            .orElseThrow()
            .status(false, NOW);
    UsageStatus month =
        Spending.shown(List.of(spent(windows().getFirst(), "0", "0", tally)))
            .orElseThrow()
            .status(false, NOW);

    // Then
    assertThat(shown.budget()).isEqualTo("month");
    assertThat(shown.budgetPercent()).isEqualTo(90);
    assertThat(shown.cost()).isEqualTo("450.123457");
    assertThat(shown.currency()).isEqualTo("USD");
    assertThat(shown.windowEnd()).isEqualTo("2026-11-30T23:00:00Z");
    assertThat(month.budget()).isNull();
    assertThat(month.budgetPercent()).isNull();
    assertThat(month.requests()).isEqualTo(7);
    assertThat(month.windowEnd()).isEqualTo("2026-12-01T00:00:00Z");
  }

  @Test
  void aBudgetThatOnlyWarnsRefusesNobody() {
    // Given
    List<Spending> spent = new ArrayList<>();
    for (OnExceeded then : OnExceeded.values()) {
      spent.add(spent(windows(tokens("day", 10, then)).getFirst(), "12", "0", Tally.NONE));
    }

    // Then
    assertThat(spent).extracting(Spending::isSpent).containsExactly(true, false);
    assertThat(spent).extracting(Spending::percent).containsOnly(120);
    assertThat(spent.getFirst().thresholds()).containsExactly(50, 80, 100);
    assertThat(spent.getFirst().status(true, NOW).remaining()).isEqualTo("0");
  }
}
