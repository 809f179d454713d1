package dev.dragoman.store.memory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes by a key, bounded in all; what was not asked for the longest is forgotten first. Not
 * thread-safe.
 */
final class Shelf<K> {
  private static final long OWN_BYTES = 200;

  private final long mostBytes;
  private final InstantSource clock;
  private final Map<K, Kept> all = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Shelf(long mostBytes, InstantSource clock) {
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  private record Kept(byte[] content, Instant until) {
    long bytes() {
      return OWN_BYTES + content.length;
    }
  }

  void put(K key, byte[] content, Instant until) {
    forget(key);
    Kept kept = new Kept(content.clone(), until);
    all.put(key, kept);
    bytes += kept.bytes();
    Iterator<Kept> eldest = all.values().iterator();
    while (bytes > mostBytes) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  /** What is there of {@code keys}. */
  Map<K, byte[]> get(Iterable<K> keys) {
    Map<K, byte[]> found = new HashMap<>();
    for (K key : keys) {
      Kept kept = all.get(key);
      if (kept != null && !clock.instant().isBefore(kept.until())) {
        forget(key);
      } else if (kept != null) {
        found.put(key, kept.content().clone());
      }
    }
    return found;
  }

  /** Whether there was something to forget. */
  boolean forget(K key) {
    @Nullable Kept gone = all.remove(key);
    if (gone == null) {
      return false;
    }
    bytes -= gone.bytes();
    return clock.instant().isBefore(gone.until());
  }
}
