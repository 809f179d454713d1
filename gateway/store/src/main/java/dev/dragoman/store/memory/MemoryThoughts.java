package dev.dragoman.store.memory;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** States in a map of bounded size; what was not asked for the longest is forgotten first. */
final class MemoryThoughts implements ThoughtStore {
  private static final long MOST_BYTES_OF_ALL = 64L << 20;
  private static final long OWN_BYTES = 200;

  private final InstantSource clock;
  private final Map<ThoughtId, Kept> all = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  MemoryThoughts(InstantSource clock) {
    this.clock = clock;
  }

  private record Kept(byte[] state, Instant until) {
    long bytes() {
      return OWN_BYTES + state.length;
    }
  }

  @Override
  public synchronized CompletableFuture<Boolean> remember(
      ThoughtId id, byte[] state, Instant until) {
    if (state.length > MOST_BYTES) {
      return CompletableFuture.completedFuture(false);
    }
    forget(id);
    Kept kept = new Kept(state.clone(), until);
    all.put(id, kept);
    bytes += kept.bytes();
    Iterator<Kept> eldest = all.values().iterator();
    while (bytes > MOST_BYTES_OF_ALL) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
    return CompletableFuture.completedFuture(true);
  }

  @Override
  public synchronized CompletableFuture<Optional<byte[]>> recall(ThoughtId id) {
    Kept kept = all.get(id);
    if (kept == null) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    if (clock.instant().isAfter(kept.until())) {
      forget(id);
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return CompletableFuture.completedFuture(Optional.of(kept.state().clone()));
  }

  private void forget(ThoughtId id) {
    Kept gone = all.remove(id);
    if (gone != null) {
      bytes -= gone.bytes();
    }
  }
}
