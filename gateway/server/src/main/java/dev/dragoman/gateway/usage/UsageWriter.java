package dev.dragoman.gateway.usage;

import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.LiveStore;
import dev.dragoman.store.Store;
import dev.dragoman.store.usage.UsageRecord;
import dev.dragoman.store.usage.UsageTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes usage to the store on a thread of its own.
 *
 * <pre>
 * charged → queue → batch ─┬─ store            counted in the totals of the day,
 *              │ full      └─ journal (outage) which are written every few seconds
 *              └ counted in the totals alone
 * </pre>
 *
 * A record is written with its request's id and attempt, totals with their holder, so writing again
 * changes nothing: what is replayed counts once. Requests that a bound refused have no record: they
 * are counted in the totals alone, and of those that came during an outage a killed process leaves
 * nothing. Thread-safe.
 */
public final class UsageWriter implements UsageSink, LiveStore.User, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UsageWriter.class);

  /** The one under way, one of what waits, and that of the totals. */
  private static final int WRITES_AT_THE_END = 3;

  private final BlockingQueue<List<UsageRecord>> queue;
  private final UsagePace pace;
  private final Clock clock;
  private final Delivery delivery;
  private final Journal journal;
  private final String holder = UUID.randomUUID().toString();
  private final DayTotals totals = new DayTotals(holder);
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong journalBytes = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private final AtomicReference<@Nullable CountDownLatch> flush = new AtomicReference<>();
  private long totalsDue;

  /**
   * Begins to write.
   *
   * @param store the one in use, null while there is none
   * @param directory of the journal; need not exist
   */
  public UsageWriter(
      Supplier<? extends @Nullable Store> store, Path directory, UsagePace pace, Clock clock) {
    this.queue = new LinkedBlockingQueue<>(pace.queue());
    this.pace = pace;
    this.clock = clock;
    this.delivery = new Delivery(store, pace.patience(), pace.rest(), System::nanoTime);
    this.journal = new Journal(directory, pace.journalBytes());
    this.totalsDue = System.nanoTime();
    this.thread = Thread.ofPlatform().daemon().name("usage-writer").start(this::run);
  }

  @Override
  public void charged(List<UsageRecord> records) {
    if (!queue.offer(records)) {
      dropped.addAndGet(records.size());
      totals.add(records);
    }
    if (isBatchFull()) {
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void limited(LimitedRequest request) {
    totals.add(request);
  }

  /** Records of which only the totals are left: more than the queue or the journal could take. */
  public long dropped() {
    return dropped.get();
  }

  /** Size of what waits on the disk for the store, of this process. */
  public long journalBytes() {
    return journalBytes.get();
  }

  private void run() {
    try {
      while (!closing && !Thread.currentThread().isInterrupted()) {
        gather();
        step();
      }
      step();
    } finally {
      end();
    }
  }

  /**
   * Lets requests come together until they fill a batch or have waited long enough. Whoever brings
   * one wakes this thread only then: waking it for each would cost as much as the rest of them.
   */
  private void gather() {
    long end = System.nanoTime() + pace.linger().toNanos();
    long left = pace.linger().toNanos();
    while (left > 0 && !isBatchFull() && !isHurried()) {
      LockSupport.parkNanos(this, left);
      left = Thread.currentThread().isInterrupted() ? 0 : end - System.nanoTime();
    }
  }

  private boolean isBatchFull() {
    return queue.size() >= pace.batch();
  }

  private boolean isHurried() {
    return closing || flush.get() != null;
  }

  private void step() {
    CountDownLatch waiting = flush.get();
    boolean hurried = closing || waiting != null;
    if (hurried) {
      delivery.tryAgain();
    }
    writeAllThatWaits();
    if (hurried || System.nanoTime() - totalsDue >= 0) {
      upkeep();
      totalsDue = System.nanoTime() + pace.totals().toNanos();
    }
    if (waiting != null) {
      // Unless another flush was asked for meanwhile, because this one took too long.
      boolean _ = flush.compareAndSet(waiting, null);
      waiting.countDown();
    }
  }

  private void writeAllThatWaits() {
    List<List<UsageRecord>> batch = new ArrayList<>();
    while (queue.drainTo(batch, pace.batch()) > 0) {
      write(batch);
      batch.clear();
    }
  }

  private void write(List<List<UsageRecord>> requests) {
    if (!delivery.records(requests.stream().flatMap(List::stream).toList())) {
      keep(requests);
    }
    requests.forEach(totals::add);
  }

  private void keep(List<List<UsageRecord>> requests) {
    List<JournalLine> lines = new ArrayList<>();
    int records = 0;
    for (List<UsageRecord> request : requests) {
      for (int i = 0; i < request.size(); i++) {
        lines.add(JournalLine.of(request.get(i), i == request.size() - 1));
        records++;
      }
    }
    boolean kept = false;
    try {
      if (!journal.isBegun()) {
        journal.begin(holder);
        boolean _ = journal.append(totals.all().stream().map(JournalLine::of).toList());
      }
      kept = journal.append(lines);
      journalBytes.set(journal.size());
    } catch (IOException e) {
      LOG.warn("the journal of usage cannot be written: {}", e.toString());
    }
    if (!kept) {
      dropped.addAndGet(records);
    }
  }

  /** Totals, and what the journal holds for a store that answers again. */
  private void upkeep() {
    if (!delivery.isWorthATry()) {
      return;
    }
    List<UsageTotals> changed = totals.takeChanged();
    if (!delivery.totals(changed)) {
      totals.giveBack(changed);
      return;
    }
    totals.forgetBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(1));
    try {
      replayOwn();
      journal.adopt(this::replay);
    } catch (IOException e) {
      LOG.warn("the journal of usage cannot be read: {}", e.toString());
    }
  }

  private void replayOwn() throws IOException {
    if (journal.isBegun() && delivery.records(records(journal.own()))) {
      journal.forgetOwn();
      journalBytes.set(0);
    }
  }

  private boolean replay(Journal.Kept kept) {
    DayTotals counted = new DayTotals(kept.holder());
    for (JournalLine line : kept.lines()) {
      if (line.base() != null) {
        counted.add(line.base());
      }
      if (line.record() != null) {
        counted.add(line.record(), line.last());
      }
    }
    return delivery.records(records(kept.lines())) && delivery.totals(counted.all());
  }

  private static List<UsageRecord> records(List<JournalLine> lines) {
    List<UsageRecord> records = new ArrayList<>();
    for (JournalLine line : lines) {
      if (line.record() != null) {
        records.add(line.record());
      }
    }
    return records;
  }

  private void end() {
    try {
      journal.close();
    } catch (IOException e) {
      LOG.warn("the journal of usage cannot be closed: {}", e.toString());
    }
  }

  /** Each write asks for the store in use, so there is nothing to do. */
  @Override
  public void use(CurrentStore next) {}

  /** Writes everything that waits, to the journal where the store is silent; bounded. */
  @Override
  public synchronized void finish() {
    if (closing) {
      return;
    }
    CountDownLatch written = new CountDownLatch(1);
    flush.set(written);
    LockSupport.unpark(thread);
    await(written::await);
  }

  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(thread);
    await((time, unit) -> thread.join(Duration.of(time, unit.toChronoUnit())));
  }

  /** Something to wait for. */
  @FunctionalInterface
  private interface Wait {
    boolean until(long time, TimeUnit unit) throws InterruptedException;
  }

  private void await(Wait wait) {
    try {
      long bound = pace.patience().multipliedBy(WRITES_AT_THE_END).toMillis();
      if (!wait.until(bound, TimeUnit.MILLISECONDS)) {
        LOG.warn("usage could not be written in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
