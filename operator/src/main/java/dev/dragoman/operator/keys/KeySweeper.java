package dev.dragoman.operator.keys;

import dev.dragoman.store.key.KeyItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds keys in a store that no ApiKey stands for, such as those whose objects went while the store
 * could not be reached. One look is not believed: only who is seen twice, an hour apart, is an
 * orphan. Looks at the gateways of this operator alone, and never at namespaces that it does not
 * watch. Not thread-safe.
 */
final class KeySweeper {
  static final Duration APART = Duration.ofHours(1);

  private final Set<String> watched;
  private final Map<Sighting, Instant> seen = new HashMap<>();

  /** An item as it was when it was seen: one that was written since is another. */
  private record Sighting(String scope, String keyId, long generation) {
    static Sighting of(KeyItem item) {
      return new Sighting(item.scope(), item.entry().keyId(), item.generation());
    }
  }

  /**
   * @param watched namespaces; empty for all
   */
  KeySweeper(Set<String> watched) {
    this.watched = Set.copyOf(watched);
  }

  /**
   * Looks.
   *
   * @param alive keys of manifests in the stores of this operator's gateways
   * @param uids of all ApiKeys that are there, those about to go too
   * @return orphans, to be refused
   */
  List<KeyItem> look(Collection<KeyItem> alive, Set<String> uids, Instant now) {
    Map<Sighting, Instant> before = Map.copyOf(seen);
    seen.clear();
    List<KeyItem> orphans = new ArrayList<>();
    for (KeyItem item : alive) {
      if (uids.contains(item.entry().uid()) || !isWatched(item.entry().namespace())) {
        continue;
      }
      Instant first = before.getOrDefault(Sighting.of(item), now);
      seen.put(Sighting.of(item), first);
      if (!now.isBefore(first.plus(APART))) {
        orphans.add(item);
      }
    }
    return orphans;
  }

  private boolean isWatched(String namespace) {
    return watched.isEmpty() || watched.contains(namespace);
  }
}
