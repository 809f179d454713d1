package dev.dragoman.fleet;

import java.util.List;

/** A route on one gateway, and the backends that it can use there. */
public record RouteUse(ObjectName route, List<BackendUse> backends) {
  public RouteUse {
    backends = List.copyOf(backends);
  }
}
