package dev.dragoman.operator.keys;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyItem.Source;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The items of keys from manifests. Pure.
 *
 * <p>An item's generation is the object's own with a count of changes behind it, such as a new
 * digest or a route that consents no more: {@code metadata.generation · 2^20 + count}. A spec that
 * is older can so never take the place of a newer one, whoever writes last (kubernetes.md 4.5).
 */
final class KeyItems {
  /** How long a tombstone stays: longer than anybody keeps a key that cannot be looked up. */
  static final Duration TOMBSTONE = Duration.ofDays(30);

  private static final int COUNT_BITS = 20;

  private KeyItems() {}

  /** Generation of the object that an item was made from. */
  static long objectGeneration(KeyItem item) {
    return item.generation() >> COUNT_BITS;
  }

  /** How a stored item stands to a key as it shall be. */
  enum Standing {
    /** It is stored as it shall be. */
    SAME,
    /** It has to be written. */
    OLDER,
    /** It was made from a newer object than this operator knows: it stays. */
    NEWER,
    /** The text is that of another key that lives. */
    ANOTHERS
  }

  static Standing standing(@Nullable KeyItem stored, KeyEntry entry, long objectGeneration) {
    if (stored == null) {
      return Standing.OLDER;
    }
    if (!stored.entry().uid().equals(entry.uid())) {
      return stored.isDeleted() ? Standing.OLDER : Standing.ANOTHERS;
    }
    if (objectGeneration(stored) != objectGeneration) {
      return objectGeneration(stored) < objectGeneration ? Standing.OLDER : Standing.NEWER;
    }
    return stored.isDeleted() || !stored.entry().equals(entry) ? Standing.OLDER : Standing.SAME;
  }

  /** A key that is honoured. */
  static KeyItem alive(
      String scope, KeyEntry entry, long objectGeneration, @Nullable KeyItem stored, Instant now) {
    long generation = next(entry.uid(), objectGeneration, stored);
    return new KeyItem(scope, Source.Manifest, generation, entry, now, null, null);
  }

  /** A key that is honoured no more: it is remembered, so that whoever keeps it learns of it. */
  static KeyItem tombstone(KeyItem stored, long objectGeneration, Instant now) {
    return new KeyItem(
        stored.scope(),
        stored.source(),
        next(stored.entry().uid(), objectGeneration, stored),
        stored.entry(),
        now,
        now,
        now.plus(TOMBSTONE));
  }

  private static long next(String uid, long objectGeneration, @Nullable KeyItem stored) {
    long first = objectGeneration << COUNT_BITS;
    return stored == null || !stored.entry().uid().equals(uid)
        ? first
        : Math.max(first, stored.generation() + 1);
  }
}
