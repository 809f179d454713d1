package dev.dragoman.standalone;

import dev.dragoman.contract.LimitEntry;
import dev.dragoman.store.report.BudgetReport;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.LimitReport;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What bounds a key and how that stands, as lines. */
final class BoundText {
  private static final String KEY = "key";

  private BoundText() {}

  static List<String> limits(KeyReport key) {
    return key.limits().stream().map(BoundText::of).toList();
  }

  static List<String> budgets(KeyReport key) {
    List<String> lines = new ArrayList<>();
    key.budgets().forEach(budget -> lines.add(of(budget)));
    return lines;
  }

  private static String of(LimitReport limit) {
    String text =
        switch (limit.limit()) {
          case LimitEntry.RequestsPerMinute(long max) -> max + " requests a minute";
          case LimitEntry.RequestsPerWindow(long max, var window) ->
              max + " requests in " + window.toSeconds() + " s";
          case LimitEntry.TokensPerMinute(long max) -> max + " tokens a minute";
          case LimitEntry.Concurrent(long max) -> max + " requests at a time";
        };
    return text
        + whose(limit.of())
        + (limit.remaining() == null ? "" : ", " + limit.remaining() + " left");
  }

  private static String of(BudgetReport budget) {
    String unit = budget.currency() == null ? " tokens" : " " + budget.currency();
    BigDecimal spent = budget.spent();
    Integer percent = budget.percent();
    String all =
        spent == null || percent == null
            ? budget.limit().toPlainString() + unit + ", nothing known of what is spent"
            : spent.toPlainString()
                + " of "
                + budget.limit().toPlainString()
                + unit
                + " spent ("
                + percent
                + "%)";
    return budget.name()
        + whose(budget.of())
        + ": "
        + all
        + (budget.resetsAt() == null ? ", never resets" : ", resets " + budget.resetsAt());
  }

  private static String whose(String of) {
    return of.equals(KEY) ? "" : " of quota " + of;
  }
}
