package dev.dragoman.gateway.admin;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.report.KeyReports;
import dev.dragoman.store.report.ReportedKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a key is told of itself. The store is asked at most once a second for each key, however
 * often its holder looks; while it cannot be reached the answer is what the configuration says.
 * Thread-safe.
 */
public final class KeyPage {
  private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
  private static final int MOST = 10_000;

  private final Supplier<@Nullable Store> store;
  private final Supplier<@Nullable GatewayConfig> config;
  private final Clock clock;
  private final LongSupplier nanos;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(KeyEntry entry, CompletableFuture<KeyReport> report, long nanos) {}

  /**
   * Pages of a gateway's keys.
   *
   * @param store in use, null where there is none
   * @param config in force
   * @param nanos a clock that is never set
   */
  public KeyPage(
      Supplier<@Nullable Store> store,
      Supplier<@Nullable GatewayConfig> config,
      Clock clock,
      LongSupplier nanos) {
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.nanos = nanos;
  }

  /** The page of a key; never fails for the store's sake. */
  public CompletableFuture<KeyReport> of(KeyEntry key) {
    if (seen.size() > MOST) {
      seen.clear();
    }
    return seen.compute(key.keyId(), (keyId, last) -> isFresh(last, key) ? last : read(key))
        .report();
  }

  private boolean isFresh(@Nullable Seen last, KeyEntry key) {
    return last != null && last.entry.equals(key) && nanos.getAsLong() - last.nanos < FRESH_NANOS;
  }

  private Seen read(KeyEntry entry) {
    GatewayConfig now = config.get();
    if (now == null) {
      throw new IllegalStateException("a key was let in before there was a configuration");
    }
    boolean ofManifest = now.keys().stream().anyMatch(key -> key.uid().equals(entry.uid()));
    KeyReports reports = KeyReports.of(now);
    ReportedKey key =
        reports.key(entry, ofManifest ? KeyItem.Source.Manifest : KeyItem.Source.Admin);
    Instant moment = clock.instant();
    Store opened = store.get();
    if (opened == null) {
      return new Seen(
          entry, CompletableFuture.completedFuture(reports.unread(key, moment)), nanos.getAsLong());
    }
    CompletableFuture<KeyReport> report =
        reports
            .read(opened.windows(), List.of(key), moment)
            .thenApply(List::getFirst)
            .exceptionallyCompose(failure ->
                isUnreachable(failure)
                    ? CompletableFuture.completedFuture(reports.unread(key, moment))
                    : CompletableFuture.failedFuture(failure));
    return new Seen(entry, report, nanos.getAsLong());
  }

  private static boolean isUnreachable(Throwable failure) {
    return failure instanceof StoreUnavailableException
        || failure.getCause() instanceof StoreUnavailableException;
  }
}
