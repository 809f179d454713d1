package dev.dragoman.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Waits for what a store answers, in bounded time. */
public final class Answers {
  private Answers() {}

  /** The answer; its failure is thrown as it is. */
  public static <T> T of(CompletableFuture<T> answer) {
    try {
      return answer.orTimeout(20, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
