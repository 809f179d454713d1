package dev.dragoman.gateway.admin;

import dev.dragoman.gateway.admin.KeyAnswers.RecordList;
import dev.dragoman.gateway.admin.KeyAnswers.WindowList;
import dev.dragoman.store.report.ReportedKey;
import dev.dragoman.store.report.UsageBy;
import dev.dragoman.store.report.UsageReport;
import dev.dragoman.store.usage.UsageStore;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who used what. */
final class AdminUsage {
  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 400;
  private static final int USUAL_RECORDS = 50;
  static final int MOST_RECORDS = 1_000;

  private final GatewayKeys keys;

  AdminUsage(GatewayKeys keys) {
    this.keys = keys;
  }

  CompletableFuture<UsageReport> totals(AdminCall call) {
    LocalDate today = LocalDate.ofInstant(keys.clock().instant(), ZoneOffset.UTC);
    LocalDate to = call.day("to", today);
    LocalDate from = call.day("from", to.minusDays(USUAL_DAYS - 1L));
    if (from.isAfter(to) || from.isBefore(to.minusDays(MOST_DAYS - 1L))) {
      throw AdminException.invalid(
          "from: must not be after to, nor more than " + MOST_DAYS + " days before it");
    }
    UsageBy by = call.word("by", UsageBy.day);
    return subject(call.text("key"))
        .thenCompose(subject ->
            keys.opened().usage().totals(new UsageStore.Query(keys.scope(), from, to, subject)))
        .thenApply(totals -> UsageReport.of(from, to, by, totals));
  }

  private CompletableFuture<@Nullable String> subject(@Nullable String keyId) {
    return keyId == null
        ? CompletableFuture.completedFuture(null)
        : keys.find(keyId).thenApply(key -> key.entry().uid());
  }

  CompletableFuture<RecordList> records(AdminCall call) {
    int limit = call.number("limit", USUAL_RECORDS, MOST_RECORDS);
    return keys.find(call.keyId())
        .thenCompose(key -> keys.opened().usage().records(keys.scope(), key.entry().uid(), limit))
        .thenApply(RecordList::new);
  }

  CompletableFuture<WindowList> windows(AdminCall call) {
    return keys.find(call.keyId()).thenCompose(this::windowsOf);
  }

  private CompletableFuture<WindowList> windowsOf(ReportedKey key) {
    return keys.opened()
        .windows()
        .read(keys.reports().windows(List.of(key), keys.clock().instant()))
        .thenApply(WindowList::new);
  }
}
