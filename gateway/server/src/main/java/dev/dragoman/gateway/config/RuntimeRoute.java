package dev.dragoman.gateway.config;

import dev.dragoman.contract.ModelPattern;
import dev.dragoman.contract.NamespacesEntry;
import dev.dragoman.contract.RouteEntry;
import java.util.List;

/**
 * A route as requests use it.
 *
 * @param models the patterns of public names that it has won
 * @param callers whose keys consent is given to
 * @param backends by tier, the first tier first; empty only while the route is disabled
 */
public record RuntimeRoute(
    String name,
    List<ModelPattern> models,
    RouteEntry.State state,
    boolean listed,
    NamespacesEntry callers,
    List<RuntimeBackend> backends,
    RuntimePolicy policy) {
  public RuntimeRoute {
    models = List.copyOf(models);
    backends = List.copyOf(backends);
  }

  /** Whether requests are carried at all. */
  public boolean isActive() {
    return state == RouteEntry.State.Active;
  }

  /** Whether clients are told of the route's models. */
  boolean isShown() {
    return listed && isActive();
  }
}
