package dev.dragoman.operator.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The thread of one gateway: it takes the steps of {@link PublishSteps} when they are due. */
final class PublishLoop implements AutoCloseable {
  /** What a last copy may take when the operator ends. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final PublishSteps steps;
  private final Clock clock;
  private final Thread thread;

  private boolean news;
  private boolean ending;

  PublishLoop(GatewayRef gateway, PublishSteps steps, Clock clock) {
    this.steps = steps;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("publish " + gateway).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** The gateway's configuration may have to change. */
  void changed() {
    steps.changed();
    wake();
  }

  /** Something happened that may make a step due. */
  void wake() {
    signal(() -> news = true);
  }

  private void run() {
    try {
      while (await(steps.step())) {
        // Awake: the next step is due.
      }
      steps.finish();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether to go on, after something happened or {@code due} came. */
  private boolean await(@Nullable Instant due) throws InterruptedException {
    lock.lock();
    try {
      while (!news && !ending) {
        if (due == null) {
          woken.await();
        } else {
          Duration left = Duration.between(clock.instant(), due);
          if (!left.isPositive()) {
            break;
          }
          woken.awaitNanos(left.toNanos());
        }
      }
      news = false;
      return !ending;
    } finally {
      lock.unlock();
    }
  }

  private void signal(Runnable change) {
    lock.lock();
    try {
      change.run();
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends after the step that runs, and after a copy for pods that start meanwhile. */
  @Override
  public void close() {
    signal(() -> ending = true);
    try {
      if (thread.getState() != Thread.State.NEW && !thread.join(LAST_WORDS)) {
        thread.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
