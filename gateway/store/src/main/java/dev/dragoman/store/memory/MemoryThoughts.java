package dev.dragoman.store.memory;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** States in a map of bounded size. */
final class MemoryThoughts implements ThoughtStore {
  private static final long MOST_BYTES_OF_ALL = 64L << 20;

  private final Shelf<ThoughtId> all;

  MemoryThoughts(InstantSource clock) {
    all = new Shelf<>(MOST_BYTES_OF_ALL, clock);
  }

  @Override
  public synchronized CompletableFuture<Integer> remember(
      Map<ThoughtId, byte[]> states, Instant until) {
    int keeps = 0;
    for (Map.Entry<ThoughtId, byte[]> each : states.entrySet()) {
      if (each.getValue().length <= MOST_BYTES) {
        all.put(each.getKey(), each.getValue(), until);
        keeps++;
      }
    }
    return CompletableFuture.completedFuture(keeps);
  }

  @Override
  public synchronized CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids) {
    return CompletableFuture.completedFuture(all.get(ids));
  }
}
