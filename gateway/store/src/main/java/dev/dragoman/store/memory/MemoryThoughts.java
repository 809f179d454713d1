package dev.dragoman.store.memory;

import dev.dragoman.store.thought.ThoughtId;
import dev.dragoman.store.thought.ThoughtStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
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
  public synchronized CompletableFuture<Integer> remember(
      Map<ThoughtId, byte[]> states, Instant until) {
    int keeps = 0;
    for (Map.Entry<ThoughtId, byte[]> each : states.entrySet()) {
      if (each.getValue().length <= MOST_BYTES) {
        keep(each.getKey(), new Kept(each.getValue().clone(), until));
        keeps++;
      }
    }
    return CompletableFuture.completedFuture(keeps);
  }

  private void keep(ThoughtId id, Kept kept) {
    forget(id);
    all.put(id, kept);
    bytes += kept.bytes();
    Iterator<Kept> eldest = all.values().iterator();
    while (bytes > MOST_BYTES_OF_ALL) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  @Override
  public synchronized CompletableFuture<Map<ThoughtId, byte[]>> recall(Collection<ThoughtId> ids) {
    Map<ThoughtId, byte[]> found = new HashMap<>();
    for (ThoughtId id : ids) {
      Kept kept = all.get(id);
      if (kept != null && clock.instant().isAfter(kept.until())) {
        forget(id);
      } else if (kept != null) {
        found.put(id, kept.state().clone());
      }
    }
    return CompletableFuture.completedFuture(found);
  }

  private void forget(ThoughtId id) {
    Kept gone = all.remove(id);
    if (gone != null) {
      bytes -= gone.bytes();
    }
  }
}
