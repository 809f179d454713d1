package dev.dragoman.operator.material;

import dev.dragoman.contract.KeyText;
import dev.dragoman.fleet.KeyVersions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All texts of one key that are honoured, without the texts.
 *
 * @param keyId public id, the same for all of them
 * @param trigger the last word that asked for a rotation, null while there was none
 * @param versions the newest first; at least one, at most {@link #MOST}
 */
public record StoredVersions(String keyId, @Nullable String trigger, List<StoredVersion> versions) {
  /** More are not kept: with a fourth the oldest ends at once. */
  public static final int MOST = 3;

  public StoredVersions {
    if (versions.isEmpty()) {
      throw new IllegalArgumentException("a key has at least one version");
    }
    versions = versions.stream().limit(MOST).toList();
  }

  /** The first text of a key. */
  public static StoredVersions first(KeyText text, @Nullable String trigger, Instant now) {
    return new StoredVersions(text.keyId(), trigger, List.of(version(text, now)));
  }

  private static StoredVersion version(KeyText text, Instant now) {
    return new StoredVersion(KeyText.digestOf(text.text()), now, null);
  }

  /** A new text beside the ones before, which are honoured for {@code overlap} more. */
  public StoredVersions rotated(
      KeyText text, @Nullable String because, Instant now, Duration overlap) {
    List<StoredVersion> all = new ArrayList<>(List.of(version(text, now)));
    for (StoredVersion old : versions) {
      if (!old.isOver(now)) {
        all.add(old.until(now.plus(overlap)));
      }
    }
    return new StoredVersions(keyId, because, all);
  }

  /** Without those that are over. */
  public StoredVersions pruned(Instant now) {
    List<StoredVersion> left = versions.stream().filter(version -> !version.isOver(now)).toList();
    return left.isEmpty() || left.size() == versions.size()
        ? this
        : new StoredVersions(keyId, trigger, left);
  }

  /** The newest. */
  public StoredVersion current() {
    return versions.getFirst();
  }

  /** As configuration holds them. */
  public KeyVersions digests() {
    return new KeyVersions(keyId, versions.stream().map(StoredVersion::entry).toList());
  }
}
