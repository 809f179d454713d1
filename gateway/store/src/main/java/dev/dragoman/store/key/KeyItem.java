package dev.dragoman.store.key;

import dev.dragoman.contract.KeyEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as it is stored.
 *
 * @param scope uid of the gateway that it opens
 * @param source who writes it
 * @param generation grows with each change by its source; an older one never replaces a newer one
 * @param entry the key with the digests of its texts; its uid and key id are the item's
 * @param changedAt when this generation was written
 * @param deletedAt since when it is a tombstone, null for a key that lives
 * @param forgottenAt when a tombstone may be removed, null for never
 */
public record KeyItem(
    String scope,
    Source source,
    long generation,
    KeyEntry entry,
    Instant changedAt,
    @Nullable Instant deletedAt,
    @Nullable Instant forgottenAt) {
  /** Who writes a key. */
  public enum Source {
    /** A manifest, through the operator or a directory: nobody else may edit it. */
    Manifest,
    /** The admin API: it lives in the store alone. */
    Admin
  }

  /** Whether it may take the place of what is stored under its key id. */
  public boolean replaces(KeyItem stored) {
    if (entry.uid().equals(stored.entry.uid())) {
      return generation > stored.generation;
    }
    return stored.isDeleted();
  }

  /** Whether it is a tombstone. */
  public boolean isDeleted() {
    return deletedAt != null;
  }
}
