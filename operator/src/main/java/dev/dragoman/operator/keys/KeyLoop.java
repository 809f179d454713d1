package dev.dragoman.operator.keys;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a keeper bring its store up to date whenever something else is wanted, in a thread of its
 * own; what is wanted meanwhile is done together. A failure is tried again, ever more seldom.
 */
final class KeyLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KeyLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final KeyKeeper keeper;
  private final AtomicReference<@Nullable WantedKeys> next = new AtomicReference<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private final Thread thread;
  private boolean called;

  private KeyLoop(KeyKeeper keeper) {
    this.keeper = keeper;
    this.thread = Thread.ofVirtual().name("keys of " + keeper.gateway()).unstarted(this::run);
  }

  static KeyLoop start(KeyKeeper keeper) {
    KeyLoop loop = new KeyLoop(keeper);
    loop.thread.start();
    return loop;
  }

  KeyKeeper keeper() {
    return keeper;
  }

  /** This is wanted from now on. Returns at once. */
  void want(WantedKeys wanted) {
    next.set(wanted);
    lock.lock();
    try {
      called = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    Duration pause = FIRST_PAUSE;
    boolean done = true;
    String said = "";
    try {
      while (true) {
        boolean fresh = awaitNews(done ? null : pause);
        pause = fresh ? FIRST_PAUSE : longer(pause);
        try {
          done = keeper.keep(next.getAndSet(null));
          said = "";
        } catch (RuntimeException e) {
          done = false;
          String fault = e.getClass().getSimpleName();
          if (!fault.equals(said)) {
            LOG.atWarn()
                .addKeyValue("gateway", keeper.gateway())
                .addKeyValue("fault", fault)
                .log("keys are not in the store as they should be; it is tried again");
          }
          said = fault;
        }
      }
    } catch (InterruptedException _) {
      // close() ends the loop this way.
      Thread.currentThread().interrupt();
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** Waits, at most so long; whether something else is wanted. */
  private boolean awaitNews(@Nullable Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest == null ? Long.MAX_VALUE : longest.toNanos();
      while (!called && left > 0) {
        left = news.awaitNanos(left);
      }
      boolean fresh = called;
      called = false;
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    keeper.close();
  }
}
