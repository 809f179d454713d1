package dev.dragoman.gateway.route;

import java.util.List;

/**
 * Where a request may go, in order. Never empty.
 *
 * @param publicModel the name that the client sees in the answer
 */
public record RoutePlan(String route, String publicModel, List<PlannedTarget> targets) {
  public RoutePlan {
    targets = List.copyOf(targets);
  }
}
