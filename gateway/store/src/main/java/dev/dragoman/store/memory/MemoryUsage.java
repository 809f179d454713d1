package dev.dragoman.store.memory;

import dev.dragoman.store.usage.TotalsSum;
import dev.dragoman.store.usage.UsageLabels;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Usage in maps. Of records the newest {@value #MOST_RECORDS} are kept. */
final class MemoryUsage implements UsageStore {
  private static final int MOST_RECORDS = 20_000;

  private final InstantSource clock;
  private final Map<RecordId, UsageRecord> records = new LinkedHashMap<>();
  private final Map<TotalsId, UsageTotals> totals = new HashMap<>();

  MemoryUsage(InstantSource clock) {
    this.clock = clock;
  }

  private record RecordId(String scope, String requestId, int attempt) {}

  private record TotalsId(
      String scope, LocalDate day, UsageLabels labels, String holder, @Nullable String currency) {}

  @Override
  public synchronized CompletableFuture<Void> record(List<UsageRecord> written) {
    for (UsageRecord each : written) {
      records.putIfAbsent(new RecordId(each.scope(), each.requestId(), each.attempt()), each);
    }
    var eldest = records.values().iterator();
    for (int surplus = records.size() - MOST_RECORDS; surplus > 0; surplus--) {
      eldest.next();
      eldest.remove();
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<Void> replace(List<UsageTotals> written) {
    for (UsageTotals each : written) {
      totals.put(
          new TotalsId(each.scope(), each.day(), each.labels(), each.holder(), each.currency()),
          each);
    }
    LocalDate first =
        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(TOTALS_KEPT.toDays());
    totals.keySet().removeIf(id -> id.day().isBefore(first));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<List<UsageTotals>> totals(Query query) {
    return CompletableFuture.completedFuture(
        TotalsSum.of(totals.values().stream().filter(query::asksFor).toList()));
  }

  @Override
  public synchronized CompletableFuture<List<UsageRecord>> records(
      String scope, String subject, int limit) {
    return CompletableFuture.completedFuture(
        records.values().stream()
            .filter(each -> each.scope().equals(scope) && each.labels().subject().equals(subject))
            .sorted(Comparator.comparing(UsageRecord::at).reversed())
            .limit(limit)
            .toList());
  }
}
