package dev.dragoman.operator.delivery;

import java.util.List;

/**
 * How far a Ready pod is on the way to a generation.
 *
 * @param generation that the pod runs on, of the head's epoch; 0 when it told none
 * @param problems why it refused, or what of the generation it cannot serve
 */
public record PodProgress(
    String uid, String name, State state, long generation, List<String> problems) {
  /** How far. The silent and the rejecting are behind as well, with a reason. */
  public enum State {
    /** It runs on the generation or a later one. */
    Current,
    /** It refused the generation or a later one. */
    Rejected,
    /** It has not spoken for {@link AckTracker#SILENCE}. */
    Silent,
    /** It is expected to follow. */
    Behind
  }

  public PodProgress {
    problems = List.copyOf(problems);
  }
}
