package dev.dragoman.gateway.route;

import dev.dragoman.gateway.config.RuntimePolicy;
import java.util.List;

/**
 * Where a request may go, in order. Never empty.
 *
 * @param publicModel the name that the client sees in the answer
 */
public record RoutePlan(
    String route, String publicModel, List<PlannedTarget> targets, RuntimePolicy policy) {
  public RoutePlan {
    targets = List.copyOf(targets);
  }

  /** The same plan for some of its targets. */
  public RoutePlan withTargets(List<PlannedTarget> some) {
    return new RoutePlan(route, publicModel, some, policy);
  }

  /** The same plan with nothing to fall back on. */
  public RoutePlan firstOnly() {
    return withTargets(targets.subList(0, 1));
  }
}
