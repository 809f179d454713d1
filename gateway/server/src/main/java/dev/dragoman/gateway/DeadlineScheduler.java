package dev.dragoman.gateway;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * Schedules tasks that are nearly always cancelled before they are due: bounds on how long a
 * request may take. A priority queue wakes a thread whenever a task becomes its first; here a task
 * is noted without waking anybody, and runs up to a tick late, on the threads of another scheduler.
 */
final class DeadlineScheduler implements Scheduler {
  private static final long TICK_MILLIS = 50;

  private final HashedWheelTimer wheel;
  private final Scheduler executor;

  /** Runs what is due, and everything that has no delay or repeats, on {@code executor}. */
  DeadlineScheduler(Scheduler executor) {
    this.executor = executor;
    this.wheel =
        new HashedWheelTimer(
            task -> {
              Thread thread = new Thread(task, "deadlines");
              thread.setDaemon(true);
              return thread;
            },
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return executor.schedule(task);
  }

  /** A refusal, once disposed, is a {@link RejectedExecutionException}, as Reactor expects. */
  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    try {
      return new Pending(wheel.newTimeout(timeout -> executor.schedule(task), delay, unit));
    } catch (IllegalStateException e) {
      throw new RejectedExecutionException("the scheduler is disposed", e);
    }
  }

  @Override
  public Disposable schedulePeriodically(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return executor.schedulePeriodically(task, initialDelay, period, unit);
  }

  @Override
  public Worker createWorker() {
    return executor.createWorker();
  }

  @Override
  public void dispose() {
    wheel.stop();
  }

  private record Pending(Timeout timeout) implements Disposable {
    @Override
    public void dispose() {
      timeout.cancel();
    }

    @Override
    public boolean isDisposed() {
      return timeout.isCancelled() || timeout.isExpired();
    }
  }
}
