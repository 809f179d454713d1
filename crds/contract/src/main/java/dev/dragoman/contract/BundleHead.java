package dev.dragoman.contract;

import java.util.List;
import java.util.UUID;

/**
 * Announces a configuration in at most 2 KiB. Processes order heads by epoch and generation: within
 * an epoch the higher generation is newer, and a head of another epoch is believed whatever its
 * number.
 *
 * @param epoch one history of generations; a new one begins when the old was lost
 * @param digest of the shard list, which is a blob of this name
 * @param changed shards that the generation before did not have; empty when they are more than
 *     {@link #MAX_CHANGED}, the list then says all
 * @param credentialsRevision grows with each change of a credential
 * @param keysEpoch grows when keys have to be looked up afresh
 * @param denialsRevision of the {@link Denials} that belong to it
 */
public record BundleHead(
    int contractVersion,
    UUID epoch,
    long generation,
    String digest,
    List<ShardHead> changed,
    long credentialsRevision,
    long keysEpoch,
    long denialsRevision) {
  /** As many shards as a head of 2 KiB can name. */
  public static final int MAX_CHANGED = 14;

  /** The largest head, in bytes of its canonical form. */
  public static final int MAX_BYTES = 2048;

  public BundleHead {
    Require.atLeast(1, contractVersion, "contractVersion");
    Require.atLeast(0, generation, "generation");
    Require.sha256(digest, "digest");
    Require.atLeast(0, credentialsRevision, "credentialsRevision");
    Require.atLeast(0, keysEpoch, "keysEpoch");
    Require.atLeast(0, denialsRevision, "denialsRevision");
    changed = changed.size() > MAX_CHANGED ? List.of() : List.copyOf(changed);
  }

  /** Whether a process that runs on {@code current} should take this one. */
  public boolean supersedes(BundleHead current) {
    return !epoch.equals(current.epoch) || generation > current.generation;
  }
}
