package dev.dragoman.operator.status;

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
 */
public record ObjectDelivery(
    @Nullable Long since, int taken, int ready, int silent, List<String> problems) {
  public ObjectDelivery {
    problems = List.copyOf(problems);
  }
}
