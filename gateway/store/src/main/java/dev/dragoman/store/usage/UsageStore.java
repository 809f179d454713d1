package dev.dragoman.store.usage;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Port: usage. Thread-safe, never blocks the caller. */
public interface UsageStore {
  /** For how long a record is kept at least, unless a bound in number says otherwise. */
  Duration RECORDS_KEPT = Duration.ofDays(35);

  /** For how long totals are kept at least. */
  Duration TOTALS_KEPT = Duration.ofDays(400);

  /** Keeps records; one that is written again changes nothing. */
  CompletableFuture<Void> record(List<UsageRecord> records);

  /** Replaces what the holder of each wrote before for its day, labels and currency. */
  CompletableFuture<Void> replace(List<UsageTotals> totals);

  /** The totals that a query asks for, one for each day, labels and currency, in that order. */
  CompletableFuture<List<UsageTotals>> totals(Query query);

  /** The newest records of a key, newest first. */
  CompletableFuture<List<UsageRecord>> records(String scope, String subject, int limit);

  /**
   * Which totals.
   *
   * @param from first day
   * @param to last day
   * @param subject uid of one key, null for all
   */
  record Query(String scope, LocalDate from, LocalDate to, @Nullable String subject) {
    /** Whether it asks for these. */
    public boolean asksFor(UsageTotals totals) {
      return scope.equals(totals.scope())
          && !totals.day().isBefore(from)
          && !totals.day().isAfter(to)
          && (subject == null || subject.equals(totals.labels().subject()));
    }
  }
}
