package dev.dragoman.operator.delivery;

import dev.dragoman.contract.Acknowledgement;
import dev.dragoman.contract.BundleHead;
import java.util.List;
import java.util.UUID;

/**
 * A generation that a pod refused, so the fleet stays on the one before.
 *
 * @param problems as the pod tells them, at most ten
 */
public record Rejection(UUID epoch, long generation, String pod, List<String> problems) {
  public Rejection {
    problems = List.copyOf(problems);
  }

  static Rejection of(Acknowledgement ack) {
    return new Rejection(ack.epoch(), ack.generation(), ack.podName(), ack.problems());
  }

  boolean isOf(BundleHead head) {
    return epoch.equals(head.epoch()) && generation == head.generation();
  }
}
