package dev.dragoman.gateway.usage;

import dev.dragoman.store.Store;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.usage.UsageTotals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the store and waits for it. A store that failed is left alone for a time. Used by one
 * thread, which may block.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** Records of one write: a journal may hold more than a store takes in the time it has. */
  private static final int BATCH = 250;

  private final Supplier<? extends @Nullable Store> store;
  private final Duration patience;
  private final Duration rest;
  private final LongSupplier nanos;
  private boolean failing;
  private long restsUntil;

  /**
   * A way to the store.
   *
   * @param store the one in use, null while there is none
   * @param patience how long one write may take
   * @param rest how long a store that failed is left alone
   */
  Delivery(
      Supplier<? extends @Nullable Store> store,
      Duration patience,
      Duration rest,
      LongSupplier nanos) {
    this.store = store;
    this.patience = patience;
    this.rest = rest;
    this.nanos = nanos;
  }

  /** Whether all of these are in the store now. */
  boolean records(List<UsageRecord> records) {
    for (int i = 0; i < records.size(); i += BATCH) {
      List<UsageRecord> batch = records.subList(i, Math.min(i + BATCH, records.size()));
      if (!isDone(usage -> usage.record(batch))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all of these are in the store now. */
  boolean totals(List<UsageTotals> totals) {
    return totals.isEmpty() || isDone(usage -> usage.replace(totals));
  }

  /** Whether nothing is known against trying. */
  boolean isWorthATry() {
    return !failing || nanos.getAsLong() - restsUntil >= 0;
  }

  /** What failed is tried again at once: another store is in use, or there is no more time. */
  void tryAgain() {
    restsUntil = nanos.getAsLong();
  }

  private boolean isDone(Function<UsageStore, CompletableFuture<Void>> write) {
    Store now = store.get();
    if (now == null || !isWorthATry()) {
      return false;
    }
    try {
      write.apply(now.usage()).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      succeeded();
      return true;
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      failed(e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void succeeded() {
    if (failing) {
      LOG.info("the store takes usage again");
    }
    failing = false;
  }

  private void failed(Exception failure) {
    if (!failing) {
      Throwable cause = failure.getCause();
      Throwable told = failure instanceof ExecutionException && cause != null ? cause : failure;
      LOG.warn(
          "the store does not take usage, which goes to the journal: {}", String.valueOf(told));
    }
    failing = true;
    restsUntil = nanos.getAsLong() + rest.toNanos();
  }
}
