package dev.dragoman.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may be spent in a period, in tokens, money, or both.
 *
 * @param name unique among the budgets of its object
 * @param timeZone IANA name of the zone in which periods begin
 * @param resetDay day of the month on which a month begins
 * @param alertPercents shares of the budget at which somebody is told
 */
public record BudgetEntry(
    String name,
    Period period,
    String timeZone,
    int resetDay,
    @Nullable Long tokens,
    @Nullable Money cost,
    OnExceeded onExceeded,
    List<Integer> alertPercents) {
  /** How long a budget lasts. */
  public enum Period {
    Hour,
    Day,
    Week,
    Month,
    Lifetime
  }

  /** What happens when it is spent. */
  public enum OnExceeded {
    Block,
    Warn
  }

  public BudgetEntry {
    Require.text(name, "name");
    Require.text(timeZone, "timeZone");
    Require.within(1, 28, resetDay, "resetDay");
    Require.that(tokens != null || cost != null, "a budget has tokens or a cost");
    alertPercents = List.copyOf(alertPercents);
  }
}
