package dev.dragoman.operator.status;

import dev.dragoman.fleet.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an object has got on one gateway.
 *
 * @param since generation of the configuration that first held the object as it is; null while none
 *     was published
 * @param taken ready pods that run that configuration or a newer one
 * @param ready pods that are ready
 * @param silent ready pods that have not taken it and say nothing
 * @param problems why pods refused the configuration that holds it; empty when none did
 * @param obstacle why it did not even get to be told, null when it did
 */
public record ObjectDelivery(
    @Nullable Long since,
    int taken,
    int ready,
    int silent,
    List<String> problems,
    @Nullable Obstacle obstacle) {
  /** What keeps an object from its pods. */
  public record Obstacle(Reason reason, String message) {}

  /** Of an object that nothing keeps from its pods. */
  public ObjectDelivery(
      @Nullable Long since, int taken, int ready, int silent, List<String> problems) {
    this(since, taken, ready, silent, problems, null);
  }

  /** Of an object that something keeps from its pods. */
  public static ObjectDelivery kept(Reason reason, String message) {
    return new ObjectDelivery(null, 0, 0, 0, List.of(), new Obstacle(reason, message));
  }

  public ObjectDelivery {
    problems = List.copyOf(problems);
  }
}
