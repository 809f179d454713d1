package dev.dragoman.store.sqlite;

import dev.dragoman.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. What waits when it looks goes into one transaction, and is answered
 * when that is on the disk.
 */
final class Writer {
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_TOGETHER = 512;

  private final Session session;
  private final Session.Work<Integer> upkeep;
  private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Waiting<?> last = new Waiting<@Nullable Object>(_ -> null);
  private final Thread thread;
  private boolean closed;

  /**
   * @param upkeep done in each transaction before the rest
   */
  Writer(Session session, Session.Work<Integer> upkeep) {
    this.session = session;
    this.upkeep = upkeep;
    thread = Thread.ofPlatform().daemon().name("dragoman-store-writer").start(this::writeAll);
  }

  private static final class Waiting<T extends @Nullable Object> {
    private final Session.Work<T> work;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private @Nullable Runnable toAnswer;

    Waiting(Session.Work<T> work) {
      this.work = work;
    }

    void perform(Session session) throws SQLException {
      T result = work.in(session);
      toAnswer = () -> answer.complete(result);
    }

    void answer() {
      if (toAnswer != null) {
        toAnswer.run();
      }
    }

    void fail(Throwable fault) {
      answer.completeExceptionally(fault);
    }
  }

  synchronized <T extends @Nullable Object> CompletableFuture<T> write(Session.Work<T> work) {
    if (closed) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException("the store is closed", null));
    }
    Waiting<T> waiting = new Waiting<>(work);
    if (!queue.offer(waiting)) {
      return CompletableFuture.failedFuture(
          new StoreUnavailableException("too much waits to be written", null));
    }
    return waiting.answer;
  }

  /** Writes what waits, then closes the session. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    boolean interrupted = false;
    while (true) {
      try {
        queue.put(last);
        thread.join();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    boolean more = true;
    while (more) {
      List<Waiting<?>> together = new ArrayList<>();
      try {
        together.add(queue.take());
      } catch (InterruptedException _) {
        // Nobody else knows this thread; it ends by its last work alone.
        continue;
      }
      queue.drainTo(together, MOST_TOGETHER - 1);
      more = !together.remove(last);
      commit(together);
    }
  }

  private void commit(List<Waiting<?>> together) {
    try {
      session.run("begin immediate");
      upkeep.in(session);
      for (Waiting<?> each : together) {
        each.perform(session);
      }
      session.run("commit");
    } catch (SQLException | RuntimeException e) {
      var fault =
          new StoreUnavailableException("the store cannot be written: " + SqliteFault.of(e), e);
      rollBack(fault);
      if (together.size() > 1) {
        // What is wrong with one is not the others' fault.
        together.forEach(each -> commit(List.of(each)));
        return;
      }
      together.forEach(each -> each.fail(fault));
      return;
    }
    together.forEach(Waiting::answer);
  }

  private void rollBack(StoreUnavailableException fault) {
    try {
      session.run("rollback");
    } catch (SQLException e) {
      // None was begun, or SQLite has rolled it back by itself.
      fault.addSuppressed(e);
    }
  }
}
