package dev.dragoman.operator.delivery;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds what a write to a pod may take. A peer that reads nothing blocks its writer once the
 * buffers between are full; the interrupt closes the connection and frees the thread.
 */
final class WriteDeadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;
  private final Duration most;

  WriteDeadlines(Duration most) {
    this.most = most;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("write-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /** The thread that calls has to close what it gets before {@code most} is over. */
  Deadline begin() {
    return new Deadline(Thread.currentThread());
  }

  final class Deadline implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Thread writer;
    private final ScheduledFuture<?> alarm;
    private boolean done;

    private Deadline(Thread writer) {
      this.writer = writer;
      this.alarm = timer.schedule(this::breakOff, most.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void breakOff() {
      lock.lock();
      try {
        if (!done) {
          writer.interrupt();
        }
      } finally {
        lock.unlock();
      }
    }

    /** No interrupt comes after this. */
    @Override
    public void close() {
      lock.lock();
      try {
        done = true;
      } finally {
        lock.unlock();
      }
      alarm.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
