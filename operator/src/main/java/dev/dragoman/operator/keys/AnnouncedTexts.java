package dev.dragoman.operator.keys;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.operator.keys.WantedKeys.Wanted;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts of keys that the store holds before the fleet has heard of them: until it has, they are
 * part of what is wanted, so that nobody takes them back.
 *
 * <p>Guarded by its owner.
 */
final class AnnouncedTexts {
  private final Map<String, List<DigestEntry>> byUid = new HashMap<>();

  void announce(String uid, List<DigestEntry> digests) {
    byUid.put(uid, List.copyOf(digests));
  }

  /** What the fleet wants, with them. */
  WantedKeys with(WantedKeys wanted) {
    byUid.keySet().removeIf(uid -> isKnown(wanted, uid));
    if (byUid.isEmpty()) {
      return wanted;
    }
    Map<String, Wanted> all = new HashMap<>(wanted.byUid());
    byUid.forEach((uid, texts) -> all.computeIfPresent(uid, (_, key) -> key.with(texts)));
    return new WantedKeys(all, wanted.refused());
  }

  private boolean isKnown(WantedKeys wanted, String uid) {
    Wanted key = wanted.byUid().get(uid);
    String newest = byUid.getOrDefault(uid, List.of()).getFirst().sha256();
    return key == null
        || key.entry().digests().stream().anyMatch(text -> text.sha256().equals(newest));
  }
}
