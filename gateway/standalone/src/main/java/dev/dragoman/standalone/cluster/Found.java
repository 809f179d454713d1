package dev.dragoman.standalone.cluster;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object of the cluster and what its status says.
 *
 * @param object {@code Kind namespace/name}
 * @param generation of the object as it is now
 * @param observed generation that the status speaks of; null before the first look
 * @param pods pods that do not run what was published, for a gateway
 */
public record Found(
    String object,
    long generation,
    @Nullable Long observed,
    List<Said> conditions,
    @Nullable Rollout rollout,
    List<Lagging> pods) {
  private static final String READY = "Ready";

  /** One condition. */
  public record Said(String type, String status, String reason, String message) {
    boolean isTrue() {
      return status.equals("True");
    }

    boolean isOneOf(String... types) {
      return List.of(types).contains(type);
    }

    @Override
    public String toString() {
      return type + "=" + status + " " + reason + ": " + message;
    }
  }

  /**
   * How far the published configuration has come.
   *
   * @param generation of the configuration
   * @param summary current of ready pods, such as 3/3
   */
  public record Rollout(@Nullable Long generation, @Nullable String summary) {}

  /**
   * A pod that runs something else.
   *
   * @param generation that it runs; null for none
   */
  public record Lagging(String pod, @Nullable Long generation, @Nullable String reason) {}

  public Found {
    conditions = List.copyOf(conditions);
    pods = List.copyOf(pods);
  }

  /** Whether what the object asks for now is in force. */
  public boolean isInForce() {
    return isObserved()
        && conditions.stream().anyMatch(said -> said.type().equals(READY) && said.isTrue());
  }

  /** Whether the status speaks of the object as it is. */
  public boolean isObserved() {
    return observed != null && observed == generation;
  }

  /** Why it is not in force, the cause before its effects; empty when it is. */
  public List<String> reasons() {
    if (isInForce()) {
      return List.of();
    }
    if (observed == null || observed < 0) {
      return List.of("no operator has looked at it yet");
    }
    if (!isObserved()) {
      return List.of(
          "edited since the operator looked: generation %d is known, %d is wanted"
              .formatted(observed, generation));
    }
    List<String> causes =
        conditions.stream()
            .filter(said -> said.isOneOf("Accepted", "ResolvedRefs", "Programmed"))
            .filter(said -> !said.isTrue())
            .map(Said::toString)
            .toList();
    return causes.isEmpty() ? readiness() : causes;
  }

  private List<String> readiness() {
    List<String> said =
        conditions.stream()
            .filter(condition -> condition.type().equals(READY))
            .map(Said::toString)
            .toList();
    return said.isEmpty() ? List.of("its status does not say") : said;
  }
}
