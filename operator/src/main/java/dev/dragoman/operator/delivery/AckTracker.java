package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.Acknowledgement.Outcome;
import dev.dragoman.operator.delivery.PodProgress.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the pods of one gateway acknowledged. Kept in memory only: after a restart they tell it
 * again within half a minute.
 *
 * <p>Guarded by its owner.
 */
final class AckTracker {
  /** A pod speaks every 30 s; one that missed two turns and a half is silent. */
  static final Duration SILENCE = Duration.ofSeconds(75);

  /** How long a pod that is neither Ready nor speaking is remembered. */
  private static final Duration MEMORY = Duration.ofMinutes(10);

  private final Map<String, Pod> pods = new HashMap<>();

  /**
   * @param since last word of it, or when it was first seen
   * @param applied the newest that it runs on, null before it told any
   * @param last its last word
   */
  private record Pod(
      Instant since, @Nullable Acknowledgement applied, @Nullable Acknowledgement last) {
    Pod heard(Acknowledgement ack, Instant now) {
      return new Pod(now, ack.outcome() == Outcome.Applied ? ack : applied, ack);
    }

    long generation(UUID epoch) {
      return applied == null || !applied.epoch().equals(epoch) ? 0 : applied.generation();
    }

    /** 0 before it told one. */
    long keysRevision() {
      Acknowledgement.Keys keys = last == null ? null : last.keys();
      return keys == null ? 0 : keys.revision();
    }

    boolean refused(UUID epoch, long generation) {
      return last != null
          && last.outcome() == Outcome.Rejected
          && last.epoch().equals(epoch)
          && last.generation() >= generation;
    }
  }

  /** A pod is there. It counts as heard now if it was not known. */
  void seen(String uid, Instant now) {
    pods.putIfAbsent(uid, new Pod(now, null, null));
  }

  void acknowledged(Acknowledgement ack, Instant now) {
    seen(ack.podUid(), now);
    pods.computeIfPresent(ack.podUid(), (_, pod) -> pod.heard(ack, now));
  }

  /** Whether the pod has been silent for too long. */
  boolean isSilent(String uid, Instant now) {
    Pod pod = pods.get(uid);
    return pod != null && !now.isBefore(pod.since().plus(SILENCE));
  }

  /**
   * How far {@code ready}, names by uid, are on the way to a generation. A pod that is silent but
   * had acknowledged the generation before serves it still.
   */
  Progress progress(Map<String, String> ready, UUID epoch, long generation, Instant now) {
    ready.keySet().forEach(uid -> seen(uid, now));
    pods.entrySet()
        .removeIf(pod ->
            !ready.containsKey(pod.getKey()) && pod.getValue().since().plus(MEMORY).isBefore(now));
    return new Progress(
        ready.entrySet().stream()
            .map(pod -> of(pod.getKey(), pod.getValue(), epoch, generation, now))
            .sorted(Comparator.comparing(PodProgress::name).thenComparing(PodProgress::uid))
            .toList());
  }

  private PodProgress of(String uid, String name, UUID epoch, long generation, Instant now) {
    Pod pod = pods.getOrDefault(uid, new Pod(now, null, null));
    State state = state(uid, pod, epoch, generation, now);
    Acknowledgement last = pod.last();
    List<String> problems =
        last == null || !last.epoch().equals(epoch) || state == State.Silent
            ? List.of()
            : last.problems();
    return new PodProgress(uid, name, state, pod.generation(epoch), problems);
  }

  private State state(String uid, Pod pod, UUID epoch, long generation, Instant now) {
    if (pod.generation(epoch) >= generation) {
      return State.Current;
    }
    if (isSilent(uid, now)) {
      return State.Silent;
    }
    return pod.refused(epoch, generation) ? State.Rejected : State.Behind;
  }

  /** How far {@code ready}, names by uid, are on the way to a revision of the keys in the store. */
  Progress keysProgress(Map<String, String> ready, long revision, Instant now) {
    ready.keySet().forEach(uid -> seen(uid, now));
    return new Progress(
        ready.entrySet().stream()
            .map(pod -> {
              Pod known = pods.getOrDefault(pod.getKey(), new Pod(now, null, null));
              State state =
                  known.keysRevision() >= revision
                      ? State.Current
                      : isSilent(pod.getKey(), now) ? State.Silent : State.Behind;
              return new PodProgress(
                  pod.getKey(), pod.getValue(), state, known.keysRevision(), List.of());
            })
            .sorted(Comparator.comparing(PodProgress::name).thenComparing(PodProgress::uid))
            .toList());
  }

  /** When the next pod of {@code ready} becomes silent, null when none will. */
  @Nullable Instant nextSilence(Map<String, String> ready, Instant now) {
    ready.keySet().forEach(uid -> seen(uid, now));
    return pods.entrySet().stream()
        .filter(pod -> ready.containsKey(pod.getKey()))
        .map(pod -> pod.getValue().since().plus(SILENCE))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }
}
