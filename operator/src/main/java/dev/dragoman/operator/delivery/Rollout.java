package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which head goes to which pod. A new one goes to one pod first:
 *
 * <pre>
 *            offer             Applied by one
 *  accepted ───────→ on trial ────────────────→ accepted: every pod gets it
 *     ↑               │  │ ↑
 *     │               │  └─┘ no verdict in 250 ms: one more pod tries it
 *     └───────────────┘
 *       Rejected by one: the others stay on what was accepted before
 * </pre>
 *
 * <p>A newer head takes over the trial. Those before it are kept for a while: their verdict may
 * still come, and without it a steady flow of changes would never reach the fleet.
 *
 * <p>Guarded by its owner.
 */
final class Rollout {
  /** How long a pod may be without a verdict before another is asked as well. */
  static final Duration PATIENCE = Duration.ofMillis(250);

  /** Heads whose verdict may still come. */
  private static final int KEPT = 8;

  private final Deque<Trial> trials = new ArrayDeque<>();
  private @Nullable Release accepted;
  private @Nullable Release previous;
  private @Nullable Rejection rejection;

  private static final class Trial {
    final Release release;
    final Set<String> tried = new LinkedHashSet<>();
    @Nullable Instant lastTry;

    Trial(Release release) {
      this.release = release;
    }
  }

  /** What the fleet ran on before this operator started. */
  void resume(Release release) {
    accepted = release;
  }

  /** A generation was published. The one that is known already changes nothing. */
  void offer(Release release) {
    if (isKnown(release)) {
      return;
    }
    Trial newest = trials.peekLast();
    if (newest != null && newest.tried.isEmpty()) {
      trials.removeLast();
    }
    trials.addLast(new Trial(release));
    if (trials.size() > KEPT) {
      trials.removeFirst();
    }
    if (rejection != null && !rejection.isOf(release.head())) {
      rejection = null;
    }
  }

  private boolean isKnown(Release release) {
    return (accepted != null && accepted.isOf(release.head()))
        || trials.stream().anyMatch(trial -> trial.release.isOf(release.head()))
        || (rejection != null && rejection.isOf(release.head()));
  }

  /**
   * Lets another pod try the newest head if it is time to.
   *
   * @param pods those that are connected, the ones to be asked first in front
   * @return whether a pod was added
   */
  boolean advance(Collection<String> pods, Instant now) {
    Trial trial = trials.peekLast();
    if (trial == null || (trial.lastTry != null && now.isBefore(trial.lastTry.plus(PATIENCE)))) {
      return false;
    }
    Optional<String> next = pods.stream().filter(Predicate.not(trial.tried::contains)).findFirst();
    next.ifPresent(pod -> {
      trial.tried.add(pod);
      trial.lastTry = now;
    });
    return next.isPresent();
  }

  /** When {@link #advance} has something to do again, null when it has not. */
  @Nullable Instant due(Collection<String> pods) {
    Trial trial = trials.peekLast();
    if (trial == null || trial.lastTry == null || trial.tried.containsAll(pods)) {
      return null;
    }
    return trial.lastTry.plus(PATIENCE);
  }

  /** A pod told what became of a head. */
  void verdict(Acknowledgement ack) {
    Trial judged =
        trials.stream().filter(trial -> ack.isOf(trial.release.head())).findFirst().orElse(null);
    if (judged == null) {
      return;
    }
    switch (ack.outcome()) {
      case Applied -> accept(judged);
      case Rejected -> {
        trials.remove(judged);
        rejection = Rejection.of(ack);
      }
    }
  }

  /** A pod connected and runs on {@code digest}: that is as good as a verdict. */
  void runs(String digest) {
    trials.stream()
        .filter(trial -> trial.release.head().digest().equals(digest))
        .findFirst()
        .ifPresent(this::accept);
  }

  private void accept(Trial judged) {
    while (!trials.isEmpty() && trials.getFirst() != judged) {
      trials.removeFirst();
    }
    trials.removeFirst();
    previous = accepted;
    accepted = judged.release;
  }

  /** What {@code pod} should be on, null when there is nothing for it. */
  @Nullable Release releaseFor(String pod) {
    for (Trial trial : trials.reversed()) {
      if (trial.tried.contains(pod)) {
        return trial.release;
      }
    }
    return accepted;
  }

  /** What a pod should start from: tried before, or without anything that was. */
  @Nullable Release startingPoint() {
    Trial newest = trials.peekLast();
    return accepted != null || newest == null ? accepted : newest.release;
  }

  /** Why the newest head is not in force, null when it is not rejected. */
  @Nullable Rejection rejection() {
    return rejection;
  }

  /** A part of any head that a pod may be fetching. */
  byte @Nullable [] part(String sha256) {
    for (Trial trial : trials.reversed()) {
      byte[] part = trial.release.part(sha256);
      if (part != null) {
        return part;
      }
    }
    byte[] part = accepted == null ? null : accepted.part(sha256);
    return part == null && previous != null ? previous.part(sha256) : part;
  }
}
