package dev.dragoman.standalone.usage;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.KeyReports;
import dev.dragoman.store.report.ReportedKey;
import dev.dragoman.store.report.UsageReport;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the store of a gateway says, whether the gateway runs or not. */
public final class StoredUsage {
  private StoredUsage() {}

  private record Found(ReportedKey key, KeyReport report) {}

  /**
   * Reads it.
   *
   * @throws StartRefused when the store cannot be read, or the question names no key
   */
  public static UsageAnswer read(
      Store store, GatewayConfig config, UsageQuestion question, Instant now) {
    try {
      KeyReports reports = KeyReports.of(config);
      List<ReportedKey> keys = reports.keys(store.keys(), config.keys()).join();
      List<KeyReport> read = reports.read(store.windows(), keys, now).join();
      List<Found> all = new ArrayList<>();
      for (int i = 0; i < keys.size(); i++) {
        all.add(new Found(keys.get(i), read.get(i)));
      }
      List<Found> chosen = question.chosen(all, Found::report);
      String subject = question.key() == null ? null : chosen.getFirst().key.entry().uid();
      List<UsageTotals> totals = totals(store, config.gateway().uid(), question, subject);
      return new UsageAnswer(
          UsageReport.of(question.from(), question.to(), question.by(), totals),
          chosen.stream().map(Found::report).toList());
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreUnavailableException unreachable) {
        throw StartRefused.impossible(String.valueOf(unreachable.getMessage()));
      }
      throw e;
    }
  }

  private static List<UsageTotals> totals(
      Store store, String scope, UsageQuestion question, @Nullable String subject) {
    return store
        .usage()
        .totals(new UsageStore.Query(scope, question.from(), question.to(), subject))
        .join();
  }
}
