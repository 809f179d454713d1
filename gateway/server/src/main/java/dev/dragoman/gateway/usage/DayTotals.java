package dev.dragoman.gateway.usage;

import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageTotals;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one process counted on each day, from its start. Thread-safe.
 *
 * <p>Refused requests are counted beside the rest, so that who sends many of them never waits for
 * whoever reads the totals.
 */
final class DayTotals {
  private final String holder;
  private final Map<Key, Tally> tallies = new LinkedHashMap<>();
  private final Set<Key> changed = new HashSet<>();
  private final Map<Key, Long> limited = new ConcurrentHashMap<>();

  DayTotals(String holder) {
    this.holder = holder;
  }

  private record Key(String scope, LocalDate day, UsageLabels labels, @Nullable String currency) {
    static Key of(LimitedRequest request) {
      return new Key(
          request.scope(),
          LocalDate.ofInstant(request.at(), ZoneOffset.UTC),
          request.labels(),
          request.currency());
    }

    static Key of(UsageTotals totals) {
      return new Key(totals.scope(), totals.day(), totals.labels(), totals.currency());
    }
  }

  /** Counts the attempts of one request, which is counted with the last of them. */
  synchronized void add(List<UsageRecord> request) {
    for (int i = 0; i < request.size(); i++) {
      add(request.get(i), i == request.size() - 1);
    }
  }

  /**
   * Counts an attempt.
   *
   * @param isLast whether it was the last charged one of its request
   */
  synchronized void add(UsageRecord record, boolean isLast) {
    Key key =
        new Key(
            record.scope(),
            LocalDate.ofInstant(record.at(), ZoneOffset.UTC),
            record.labels(),
            record.cost() == null ? null : record.cost().currency());
    tallies.merge(key, tally(record, isLast), Tally::plus);
    changed.add(key);
  }

  private static Tally tally(UsageRecord record, boolean isLast) {
    TokenUsage tokens = record.tokens();
    return new Tally(
        isLast ? 1 : 0,
        tokens.inputTotal(),
        tokens.output(),
        tokens.cacheRead(),
        0,
        record.cost() == null ? BigDecimal.ZERO : record.cost().amount());
  }

  /** Counts a request that a bound refused. */
  void add(LimitedRequest request) {
    limited.merge(Key.of(request), 1L, Long::sum);
  }

  private void takeLimited() {
    for (Key key : List.copyOf(limited.keySet())) {
      Long requests = limited.remove(key);
      if (requests != null) {
        tallies.merge(key, new Tally(0, 0, 0, 0, requests, BigDecimal.ZERO), Tally::plus);
        changed.add(key);
      }
    }
  }

  /** Counts what was counted before. */
  synchronized void add(UsageTotals base) {
    tallies.merge(Key.of(base), base.tally(), Tally::plus);
    changed.add(Key.of(base));
  }

  /** Everything. */
  synchronized List<UsageTotals> all() {
    takeLimited();
    return totals(tallies.keySet());
  }

  /** What has changed since this was last asked; to be given back if it cannot be written. */
  synchronized List<UsageTotals> takeChanged() {
    takeLimited();
    List<UsageTotals> taken = totals(changed);
    changed.clear();
    return taken;
  }

  synchronized void giveBack(List<UsageTotals> unwritten) {
    unwritten.forEach(totals -> changed.add(Key.of(totals)));
  }

  /** Lets go of days before this one that are written. */
  synchronized void forgetBefore(LocalDate day) {
    tallies.keySet().removeIf(key -> key.day().isBefore(day) && !changed.contains(key));
  }

  private List<UsageTotals> totals(Collection<Key> keys) {
    List<UsageTotals> totals = new ArrayList<>(keys.size());
    for (Key key : keys) {
      Tally tally = tallies.getOrDefault(key, Tally.NONE);
      totals.add(
          new UsageTotals(key.scope(), key.day(), key.labels(), holder, tally, key.currency()));
    }
    return totals;
  }
}
