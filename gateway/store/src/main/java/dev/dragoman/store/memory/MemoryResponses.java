package dev.dragoman.store.memory;

import dev.dragoman.store.response.ResponseId;
import dev.dragoman.store.response.ResponseStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Answers in a map of bounded size: of too many the ones that nobody asks for are lost. */
final class MemoryResponses implements ResponseStore {
  private static final long MOST_BYTES_OF_ALL = 64L << 20;

  private final Shelf<ResponseId> all;

  MemoryResponses(InstantSource clock) {
    all = new Shelf<>(MOST_BYTES_OF_ALL, clock);
  }

  @Override
  public synchronized CompletableFuture<Void> put(ResponseId id, byte[] content, Instant until) {
    all.put(id, content, until);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public synchronized CompletableFuture<Map<ResponseId, byte[]>> get(Collection<ResponseId> ids) {
    return CompletableFuture.completedFuture(all.get(ids));
  }

  @Override
  public synchronized CompletableFuture<Boolean> delete(ResponseId id) {
    return CompletableFuture.completedFuture(all.forget(id));
  }
}
