package dev.dragoman.gateway.memory;

import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.protocol.envelope.ThoughtBytes;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.store.thought.ThoughtId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes thoughts to the store on a thread of its own: at once, together with what came while the
 * last write was under way. A write that fails is tried again a few times; meanwhile what comes
 * waits, up to a bound. Thread-safe.
 */
final class ThoughtWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ThoughtWriter.class);

  private final Supplier<? extends @Nullable CurrentStore> store;
  private final ThoughtPace pace;
  private final Clock clock;
  private final StoreHealth health;
  private final BlockingQueue<Thought> queue;
  private final AtomicLong characters = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final Semaphore arrived = new Semaphore(0);
  private final ReentrantLock writing = new ReentrantLock();
  private final Condition rested = writing.newCondition();

  /** What is written next, and how often it was tried; for whoever holds the lock. */
  private final List<Thought> batch = new ArrayList<>();

  private int tries;

  private final Thread thread;
  private volatile boolean closed;

  private record Thought(String tenant, String callId, List<Reasoning> thoughts, long size) {}

  /**
   * Begins to write.
   *
   * @param store the one to write to, null while there is none
   */
  ThoughtWriter(Supplier<? extends @Nullable CurrentStore> store, ThoughtPace pace, Clock clock) {
    this.store = store;
    this.pace = pace;
    this.clock = clock;
    this.health = new StoreHealth("remember thoughts", pace.rest());
    this.queue = new LinkedBlockingQueue<>(pace.entries());
    this.thread = Thread.ofPlatform().daemon().name("thought-writer").start(this::run);
  }

  /**
   * Has thoughts written, unless too much waits already.
   *
   * @param size their characters
   */
  void write(String tenant, String callId, List<Reasoning> thoughts, long size) {
    boolean fits = characters.addAndGet(size) <= pace.characters();
    if (!closed && fits && queue.offer(new Thought(tenant, callId, thoughts, size))) {
      arrived.release();
    } else {
      characters.addAndGet(-size);
      lost.incrementAndGet();
    }
  }

  /** Thoughts that the store did not get. */
  long lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closed) {
        arrived.acquire();
        arrived.drainPermits();
        writing.lockInterruptibly();
        try {
          while (hasBatch()) {
            if (!isDelivered()) {
              boolean _ = rested.await(pace.rest().toMillis(), TimeUnit.MILLISECONDS);
            }
          }
        } finally {
          writing.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether something is to be written: what failed before, else what waits. */
  private boolean hasBatch() {
    if (batch.isEmpty()) {
      tries = 0;
      queue.drainTo(batch, pace.batch());
    }
    return !batch.isEmpty();
  }

  /** Whether the batch needs no other try: it is written, or there is no use in trying again. */
  private boolean isDelivered() throws InterruptedException {
    CurrentStore now = store.get();
    if (now == null) {
      done();
      return true;
    }
    tries++;
    try {
      Map<ThoughtId, byte[]> states = states(now.scope());
      int kept =
          now.store()
              .thoughts()
              .remember(states, clock.instant().plus(pace.kept()))
              .get(pace.patience().toMillis(), TimeUnit.MILLISECONDS);
      health.succeeded();
      lost.addAndGet(states.size() - kept);
      done();
      return true;
    } catch (ExecutionException e) {
      health.failed(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      health.failed("no answer within " + pace.patience().toMillis() + " ms");
    }
    if (tries >= pace.tries()) {
      lost.addAndGet(batch.size());
      done();
    }
    return false;
  }

  private void done() {
    batch.forEach(thought -> characters.addAndGet(-thought.size));
    batch.clear();
  }

  /** Calls of one turn have the same thoughts. */
  private Map<ThoughtId, byte[]> states(String scope) {
    IdentityHashMap<List<Reasoning>, byte[]> written = new IdentityHashMap<>();
    Map<ThoughtId, byte[]> states = new LinkedHashMap<>();
    for (Thought each : batch) {
      states.put(
          new ThoughtId(scope, each.tenant, each.callId),
          written.computeIfAbsent(each.thoughts, ThoughtBytes::of));
    }
    return states;
  }

  /** Writes everything that waits, as long as the store takes it; bounded. */
  void flush() {
    try {
      if (!writing.tryLock(pace.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      try {
        boolean taken = true;
        while (taken && hasBatch()) {
          taken = isDelivered();
        }
      } finally {
        writing.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits and ends. */
  @Override
  public void close() {
    closed = true;
    flush();
    thread.interrupt();
    if (!queue.isEmpty()) {
      LOG.warn("thoughts of {} calls could not be written in time", queue.size());
    }
  }
}
