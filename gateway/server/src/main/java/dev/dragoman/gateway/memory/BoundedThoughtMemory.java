package dev.dragoman.gateway.memory;

import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Thoughts in the memory of the process, bounded by number, characters and age. What was not asked
 * for the longest is forgotten first.
 */
public final class BoundedThoughtMemory implements ThoughtMemory {
  private static final int OWN_CHARACTERS = 100;

  private final Bounds bounds;
  private final Clock clock;
  private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long characters;

  /**
   * How much is remembered.
   *
   * @param entries most turns
   * @param characters most text and state of all of them
   * @param age how long a turn is remembered
   */
  public record Bounds(int entries, long characters, Duration age) {
    /** Of a gateway: an hour's tool calls, in some 64 MB. */
    public static final Bounds USUAL = new Bounds(20_000, 32_000_000, Duration.ofHours(1));
  }

  private record Key(String tenant, String callId) {}

  private record Entry(List<Reasoning> thoughts, long characters, Instant until) {}

  public BoundedThoughtMemory(Bounds bounds, Clock clock) {
    this.bounds = bounds;
    this.clock = clock;
  }

  @Override
  public void remember(String tenant, String callId, List<Reasoning> thoughts) {
    keep(new Key(tenant, callId), thoughts, bounds.age);
  }

  /** Remembers for {@code age} that nothing is to be had elsewhere. */
  void rememberAbsence(String tenant, String callId, Duration age) {
    keep(new Key(tenant, callId), List.of(), age);
  }

  private synchronized void keep(Key key, List<Reasoning> thoughts, Duration age) {
    forget(key);
    long cost = key.tenant.length() + key.callId.length() + cost(thoughts);
    if (cost > bounds.characters) {
      return;
    }
    entries.put(key, new Entry(List.copyOf(thoughts), cost, clock.instant().plus(age)));
    characters += cost;
    Iterator<Entry> eldest = entries.values().iterator();
    while (entries.size() > bounds.entries || characters > bounds.characters) {
      characters -= eldest.next().characters;
      eldest.remove();
    }
  }

  private void forget(Key key) {
    Entry gone = entries.remove(key);
    if (gone != null) {
      characters -= gone.characters;
    }
  }

  /** Characters of thoughts, with what else they take. */
  static long cost(List<Reasoning> thoughts) {
    long cost = OWN_CHARACTERS;
    for (Reasoning thought : thoughts) {
      Signature signature = thought.signature();
      cost += OWN_CHARACTERS + thought.text().length();
      cost += signature == null ? 0 : signature.value().length();
    }
    return cost;
  }

  @Override
  public List<Reasoning> recall(String tenant, String callId) {
    Entry entry = find(new Key(tenant, callId));
    return entry == null ? List.of() : entry.thoughts;
  }

  /** Whether the thoughts before a call are known, or that there are none. */
  boolean holds(String tenant, String callId) {
    return find(new Key(tenant, callId)) != null;
  }

  private synchronized @Nullable Entry find(Key key) {
    Entry entry = entries.get(key);
    if (entry != null && clock.instant().isAfter(entry.until)) {
      forget(key);
      return null;
    }
    return entry;
  }
}
