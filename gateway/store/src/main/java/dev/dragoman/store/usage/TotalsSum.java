package dev.dragoman.store.usage;

import dev.dragoman.store.window.Tally;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up what single processes counted. */
public final class TotalsSum {
  private static final Comparator<UsageLabels> BY_LABELS =
      Comparator.comparing(UsageLabels::subject)
          .thenComparing(UsageLabels::keyId)
          .thenComparing(UsageLabels::keyName)
          .thenComparing(UsageLabels::team, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(UsageLabels::route)
          .thenComparing(UsageLabels::provider)
          .thenComparing(UsageLabels::model);
  private static final Comparator<Group> ORDER =
      Comparator.comparing(Group::day)
          .thenComparing(Group::labels, BY_LABELS)
          .thenComparing(Group::currency, Comparator.nullsFirst(Comparator.naturalOrder()));

  private TotalsSum() {}

  /** Of one scope: one for each day, labels and currency, in that order, without a holder. */
  public static List<UsageTotals> of(Collection<UsageTotals> ofProcesses) {
    TreeMap<Group, Tally> sums = new TreeMap<>(ORDER);
    for (UsageTotals totals : ofProcesses) {
      sums.merge(Group.of(totals), totals.tally(), Tally::plus);
    }
    return sums.entrySet().stream().map(sum -> sum.getKey().totals(sum.getValue())).toList();
  }

  private record Group(String scope, LocalDate day, UsageLabels labels, @Nullable String currency) {
    static Group of(UsageTotals totals) {
      return new Group(totals.scope(), totals.day(), totals.labels(), totals.currency());
    }

    UsageTotals totals(Tally tally) {
      return new UsageTotals(scope, day, labels, "", tally, currency);
    }
  }
}
