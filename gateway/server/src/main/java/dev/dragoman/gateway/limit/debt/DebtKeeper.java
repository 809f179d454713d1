package dev.dragoman.gateway.limit.debt;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.window.WindowStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps on the disk what this process owes to a store that is out of reach, and settles what others
 * owed that died, on threads of its own.
 *
 * <pre>
 * each second     debts of this process → file, none when nothing is owed
 * each 5 seconds  files of dead processes → store
 * </pre>
 *
 * Thread-safe.
 */
public final class DebtKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DebtKeeper.class);
  private static final Duration RECORDS = Duration.ofSeconds(1);
  private static final Duration HEIRS = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final DebtFolder folder;
  private final InstantSource clock;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, task -> Thread.ofPlatform().daemon().name("debts").unstarted(task));
  private @Nullable Debtor debtor;
  private volatile @Nullable Creditor creditor;
  private boolean isFailing;

  private record Debtor(DebtFolder.Own file, Supplier<List<Debt>> debts) {}

  private record Creditor(StoreEntry entry, WindowStore store) {}

  /**
   * A keeper of no debts yet.
   *
   * @param directory need not exist
   */
  public DebtKeeper(Path directory, InstantSource clock) {
    this.folder = new DebtFolder(directory, clock);
    this.clock = clock;
    ScheduledFuture<?> _ = every(RECORDS, this::record);
    ScheduledFuture<?> _ = every(HEIRS, this::settle);
  }

  private ScheduledFuture<?> every(Duration pace, Runnable task) {
    return threads.scheduleWithFixedDelay(
        () -> guarded(task), pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A fault of one round must not end the rounds. */
  private static void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("debts are not kept this time", e);
    }
  }

  /**
   * From now on these are the debts of this process; what others owe to the same store is settled
   * at once.
   *
   * @param process names it as no other is named
   * @param debts those of the moment
   */
  public void use(String process, StoreEntry entry, WindowStore store, Supplier<List<Debt>> debts) {
    synchronized (this) {
      debtor = new Debtor(folder.own(process, entry), debts);
    }
    creditor = new Creditor(entry, store);
    if (!threads.isShutdown()) {
      threads.execute(() -> guarded(this::settle));
    }
  }

  /** Records what is owed now. */
  synchronized void record() {
    Debtor now = debtor;
    if (now == null) {
      return;
    }
    try {
      now.file.replace(now.debts.get());
      isFailing = false;
    } catch (IOException e) {
      failed(e);
    }
  }

  private void failed(IOException failure) {
    if (!isFailing) {
      LOG.warn(
          "what is owed to the store cannot be written down, and ends with this process: {}",
          failure.toString());
    }
    isFailing = true;
  }

  /** Settles what the dead owe, as far as the store answers. */
  void settle() {
    Creditor now = creditor;
    if (now == null) {
      return;
    }
    try {
      folder.adopt(new DebtHeir(now.entry, now.store, PATIENCE, clock));
    } catch (IOException e) {
      if (!threads.isShutdown()) {
        LOG.warn("debts of processes that died cannot be read: {}", e.toString());
      }
    }
  }

  /** No more debts from who owed until now: what is left waits for an heir. */
  public synchronized void finish() {
    record();
    Debtor last = debtor;
    debtor = null;
    if (last != null) {
      try {
        last.file.close();
      } catch (IOException e) {
        failed(e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
