package dev.dragoman.store.thought;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Port: state of reasoning. An aid: what is forgotten is missed and no more, so it may be forgotten
 * at any time. Thread-safe, never blocks the caller.
 */
public interface ThoughtStore {
  /** The size above which nothing is kept; an item of DynamoDB has 400 KB. */
  int MOST_BYTES = 350 * 1024;

  /**
   * Keeps it, in place of what was kept before.
   *
   * @param until when it may be forgotten
   * @return whether it is kept; it is not when it is larger than {@link #MOST_BYTES}
   */
  CompletableFuture<Boolean> remember(ThoughtId id, byte[] state, Instant until);

  /** What was kept, byte for byte. */
  CompletableFuture<Optional<byte[]>> recall(ThoughtId id);
}
