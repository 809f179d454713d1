package dev.dragoman.contract;

import java.util.List;
import java.util.stream.Stream;

/**
 * Keys that have changed in the store: what a pod keeps of them is not fresh any more. Sorted, each
 * once.
 *
 * @param revision grows with each change; a pod tells the last one that it obeyed
 * @param all whether every key may have changed, as after a gap in the stream
 * @param keyIds public ids, empty with {@code all}
 */
public record KeyChanges(long revision, boolean all, List<String> keyIds) {
  /** As many keys as are named; more of them are {@link #all}. */
  public static final int MAX_KEYS = 1000;

  public KeyChanges {
    Require.atLeast(0, revision, "revision");
    List<String> sorted = keyIds.stream().distinct().sorted().toList();
    all |= sorted.size() > MAX_KEYS;
    keyIds = all ? List.of() : sorted;
  }

  /** Every key may have changed. */
  public static KeyChanges ofAll(long revision) {
    return new KeyChanges(revision, true, List.of());
  }

  /** Both together. */
  public KeyChanges and(KeyChanges other) {
    return new KeyChanges(
        Math.max(revision, other.revision),
        all || other.all,
        Stream.concat(keyIds.stream(), other.keyIds.stream()).toList());
  }
}
