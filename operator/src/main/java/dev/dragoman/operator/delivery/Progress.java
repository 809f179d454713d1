package dev.dragoman.operator.delivery;

import dev.dragoman.operator.delivery.PodProgress.State;
import java.util.List;

/** How far the Ready pods of a gateway are on the way to one generation, by the pods' names. */
public record Progress(List<PodProgress> pods) {
  public Progress {
    pods = List.copyOf(pods);
  }

  /** Ready pods. */
  public int total() {
    return pods.size();
  }

  /** Ready pods in {@code state}. */
  public List<PodProgress> in(State state) {
    return pods.stream().filter(pod -> pod.state() == state).toList();
  }

  /** Ready pods that serve the generation. */
  public int programmed() {
    return in(State.Current).size();
  }

  /** Whether there are Ready pods and all of them serve the generation. */
  public boolean isComplete() {
    return total() > 0 && programmed() == total();
  }
}
