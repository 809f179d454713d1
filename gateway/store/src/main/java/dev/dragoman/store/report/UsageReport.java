package dev.dragoman.store.report;

import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Usage of some days, added up.
 *
 * @param from first day, in UTC
 * @param to last day
 * @param lines days in their order, anything else with the dearest first
 */
public record UsageReport(LocalDate from, LocalDate to, UsageBy by, List<UsageLine> lines) {
  private static final Comparator<UsageLine> BY_NAME =
      Comparator.comparing(UsageLine::group)
          .thenComparing(line -> Objects.requireNonNullElse(line.currency(), ""));
  private static final Comparator<UsageLine> BY_COST =
      Comparator.comparing((UsageLine line) -> line.tally().cost())
          .thenComparingLong(line -> line.tally().requests())
          .reversed()
          .thenComparing(BY_NAME);

  public UsageReport {
    lines = List.copyOf(lines);
  }

  /**
   * What one group used in one currency: amounts of two are never added.
   *
   * @param group a day, or a name
   * @param currency of the cost, null where no price was known
   */
  public record UsageLine(String group, @Nullable String currency, Tally tally) {}

  /** Adds totals up. */
  public static UsageReport of(LocalDate from, LocalDate to, UsageBy by, List<UsageTotals> totals) {
    Map<String, Map<String, Tally>> sums = new TreeMap<>();
    for (UsageTotals total : totals) {
      sums.computeIfAbsent(by.groupOf(total), group -> new TreeMap<>())
          .merge(Objects.requireNonNullElse(total.currency(), ""), total.tally(), Tally::plus);
    }
    List<UsageLine> lines = new ArrayList<>();
    sums.forEach((group, byCurrency) ->
        byCurrency.forEach((currency, tally) ->
            lines.add(new UsageLine(group, currency.isEmpty() ? null : currency, tally))));
    lines.sort(by == UsageBy.day ? BY_NAME : BY_COST);
    return new UsageReport(from, to, by, lines);
  }
}
