package dev.dragoman.store.sqlite;

import dev.dragoman.store.StoreUnavailableException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that read beside the writer, each with a session at a time. */
final class Readers {
  private static final int MOST_WAITING = 10_000;

  private final BlockingQueue<Session> idle;
  private final ThreadPoolExecutor threads;

  Readers(List<Session> sessions) {
    idle = new ArrayBlockingQueue<>(sessions.size(), true, sessions);
    threads =
        new ThreadPoolExecutor(
            sessions.size(),
            sessions.size(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("dragoman-store-reader-", 1).factory());
  }

  <T> CompletableFuture<T> read(Session.Work<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    try {
      threads.execute(() -> answer(work, answer));
    } catch (RejectedExecutionException e) {
      String why = threads.isShutdown() ? "the store is closed" : "too much waits to be read";
      answer.completeExceptionally(new StoreUnavailableException(why, e));
    }
    return answer;
  }

  private <T> void answer(Session.Work<T> work, CompletableFuture<T> answer) {
    // There are as many as threads.
    Session session = idle.remove();
    try {
      answer.complete(work.in(session));
    } catch (SQLException | RuntimeException e) {
      answer.completeExceptionally(
          new StoreUnavailableException("the store cannot be read: " + SqliteFault.of(e), e));
    } finally {
      idle.add(session);
    }
  }

  /** Answers what waits, then closes the sessions. */
  void close() throws SQLException {
    // Waits for what was begun; a thread that closes a store has nothing else to do.
    threads.close();
    for (Session session : idle) {
      session.close();
    }
  }
}
