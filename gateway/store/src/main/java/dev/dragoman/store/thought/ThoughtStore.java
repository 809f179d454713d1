package dev.dragoman.store.thought;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Port: state of reasoning. An aid: what is forgotten is missed and no more, so it may be forgotten
 * at any time. Thread-safe, never blocks the caller.
 */
public interface ThoughtStore {
  /** The size above which nothing is kept; an item of DynamoDB has 400 KB. */
  int MOST_BYTES = 350 * 1024;

  /**
   * Keeps states, each in place of what was kept before. A state that is larger than {@link
   * #MOST_BYTES} is left out.
   *
   * @param until when they may be forgotten
   * @return how many are kept
   */
  CompletableFuture<Integer> remember(Map<ThoughtId, byte[]> states, Instant until);

  /** What was kept, byte for byte; what is not known is not among it. */
  CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids);
}
