package dev.dragoman.store.response;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Port: answers that clients asked to be stored. What was put is there until its time is over or it
 * is deleted. Thread-safe, never blocks the caller.
 */
public interface ResponseStore {
  /**
   * Stores an answer in place of what was there before. An id is put once and again only as it was:
   * whoever reads meanwhile finds the answer whole or not at all.
   *
   * @param until from when on it is not found any more
   */
  CompletableFuture<Void> put(ResponseId id, byte[] content, Instant until);

  /** What was put, byte for byte; what is not there is not among it. */
  CompletableFuture<Map<ResponseId, byte[]>> get(Collection<ResponseId> ids);

  /**
   * Deletes an answer.
   *
   * @return whether it was there
   */
  CompletableFuture<Boolean> delete(ResponseId id);
}
