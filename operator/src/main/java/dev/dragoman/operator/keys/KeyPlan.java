package dev.dragoman.operator.keys;

import dev.dragoman.operator.keys.WantedKeys.Wanted;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyItem.Source;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be done so that a store holds what is wanted. Pure.
 *
 * @param same uids of keys that it holds as they shall be
 * @param writes keys to be written, by uid
 * @param graves tombstones to be written: of objects that are there, of which the gateway honours
 *     no key of that id. Objects that are gone are the business of their finalizer, and of the
 *     sweeper
 * @param conflicts why a key cannot be written, by uid
 */
record KeyPlan(
    Set<String> same,
    Map<String, Wanted> writes,
    List<KeyItem> graves,
    Map<String, String> conflicts) {
  static KeyPlan of(KeyShelf shelf, WantedKeys wanted, Instant now) {
    Set<String> same = new HashSet<>();
    Map<String, Wanted> writes = new HashMap<>();
    Map<String, String> conflicts = new HashMap<>();
    wanted
        .byUid()
        .forEach((uid, key) -> {
          KeyItem item = shelf.find(key.entry().keyId());
          switch (KeyItems.standing(item, key.entry(), key.generation())) {
            case SAME -> same.add(uid);
            case OLDER -> writes.put(uid, key);
            case NEWER -> conflicts.put(uid, "the store holds a newer state of it");
            case ANOTHERS -> conflicts.put(uid, "its text is that of another key in the store");
          }
        });
    return new KeyPlan(same, writes, graves(shelf, wanted, now), conflicts);
  }

  private static List<KeyItem> graves(KeyShelf shelf, WantedKeys wanted, Instant now) {
    List<KeyItem> graves = new ArrayList<>();
    for (KeyItem item : shelf.items()) {
      if (item.isDeleted() || item.source() != Source.Manifest) {
        continue;
      }
      Wanted key = wanted.byUid().get(item.entry().uid());
      Long refused = wanted.refused().get(item.entry().uid());
      if (key != null && !key.entry().keyId().equals(item.entry().keyId())) {
        graves.add(KeyItems.tombstone(item, key.generation(), now));
      } else if (key == null && refused != null && refused >= KeyItems.objectGeneration(item)) {
        graves.add(KeyItems.tombstone(item, refused, now));
      }
    }
    return graves;
  }
}
