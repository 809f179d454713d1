package dev.dragoman.contract;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a pod says of the head that it was sent: after it took or refused it, and again every 30 s.
 *
 * @param contractVersion the newest that the pod reads
 * @param podUid of the pod that speaks
 * @param podName for people
 * @param epoch of the head
 * @param generation of the head
 * @param digest of the head
 * @param credentialsRevision of the credentials that the pod holds
 * @param denialsRevision of the denials that the pod obeys
 * @param outcome what became of the head
 * @param problems the first {@link #MAX_PROBLEMS} faults, each naming its entry; never a secret
 * @param millis from the head's arrival to its outcome
 * @param keys what it tells of keys in a store, null while keys ride in the configuration
 */
public record Acknowledgement(
    int contractVersion,
    String podUid,
    String podName,
    UUID epoch,
    long generation,
    String digest,
    long credentialsRevision,
    long denialsRevision,
    Outcome outcome,
    List<String> problems,
    long millis,
    @Nullable Keys keys) {
  /** As many faults as a pod tells. */
  public static final int MAX_PROBLEMS = 10;

  /** The largest acknowledgement, in bytes. */
  public static final int MAX_BYTES = 64 * 1024;

  /**
   * What a pod tells of keys in a store.
   *
   * @param revision of the last {@link KeyChanges} that the pod obeyed; 0 for none
   * @param touched public ids of the first {@link #MAX_TOUCHED} keys of which it changed what the
   *     store counts since it told last, sorted
   */
  public record Keys(long revision, List<String> touched) {
    /** As many keys as a pod names at a time. */
    public static final int MAX_TOUCHED = 2000;

    public Keys {
      Require.atLeast(0, revision, "revision");
      touched = touched.stream().distinct().sorted().limit(MAX_TOUCHED).toList();
    }
  }

  /** What became of a head. */
  public enum Outcome {
    /** Requests run on it; entries that this pod cannot serve are among the problems. */
    Applied,
    /** It is not valid here: the one before it stays in force. */
    Rejected
  }

  public Acknowledgement {
    Require.atLeast(1, contractVersion, "contractVersion");
    Require.text(podUid, "podUid");
    Require.text(podName, "podName");
    Require.atLeast(0, generation, "generation");
    Require.sha256(digest, "digest");
    Require.atLeast(0, credentialsRevision, "credentialsRevision");
    Require.atLeast(0, denialsRevision, "denialsRevision");
    Require.atLeast(0, millis, "millis");
    problems = problems.stream().limit(MAX_PROBLEMS).toList();
  }

  /** Whether this speaks of {@code head}. */
  public boolean isOf(BundleHead head) {
    return epoch.equals(head.epoch()) && generation == head.generation();
  }

  /** Whether a pod that was told of {@code head} has nothing more to do about it. */
  public boolean answers(BundleHead head) {
    return epoch.equals(head.epoch()) && generation >= head.generation();
  }
}
