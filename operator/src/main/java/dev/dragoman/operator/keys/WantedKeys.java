package dev.dragoman.operator.keys;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.fleets.FleetState;
import dev.dragoman.resources.ApiKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the store of a gateway shall hold.
 *
 * @param byUid keys that the gateway honours
 * @param refused generations by uid: objects that are there and that the gateway does not honour
 */
record WantedKeys(Map<String, Wanted> byUid, Map<String, Long> refused) {
  WantedKeys {
    byUid = Map.copyOf(byUid);
    refused = Map.copyOf(refused);
  }

  /** What a gateway with a table wants of it. */
  static WantedKeys of(FleetState state, ObjectName gateway) {
    Map<String, ApiKey> objects = HashMap.newHashMap(state.set().keys().size());
    state.set().keys().forEach(key -> objects.put(key.getMetadata().getUid(), key));
    Map<String, Wanted> wanted = new HashMap<>();
    for (KeyEntry entry : state.fleet().keysOf(gateway)) {
      ApiKey object = objects.remove(entry.uid());
      if (object != null) {
        ObjectId id = new ObjectId(Kind.ApiKey, ObjectName.of(object));
        boolean held = object.hasFinalizer(KeyObjects.FINALIZER);
        wanted.put(entry.uid(), new Wanted(id, entry, generation(object), held));
      }
    }
    Map<String, Long> refused = HashMap.newHashMap(objects.size());
    objects.forEach((uid, key) -> refused.put(uid, generation(key)));
    return new WantedKeys(wanted, refused);
  }

  private static long generation(ApiKey key) {
    Long generation = key.getMetadata().getGeneration();
    return generation == null ? 0 : generation;
  }

  /**
   * One key.
   *
   * @param generation of its object
   * @param held whether its object already waits for the store before it ends
   */
  record Wanted(ObjectId id, KeyEntry entry, long generation, boolean held) {
    /** The same key, with these texts before its own. */
    Wanted with(List<DigestEntry> announced) {
      List<DigestEntry> all = new ArrayList<>(announced);
      for (DigestEntry own : entry.digests()) {
        if (all.stream().noneMatch(other -> other.sha256().equals(own.sha256()))) {
          all.add(own);
        }
      }
      return new Wanted(id, entry.withDigests(all), generation, held);
    }
  }
}
