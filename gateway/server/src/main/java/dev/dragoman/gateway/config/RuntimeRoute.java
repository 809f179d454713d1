package dev.dragoman.gateway.config;

import dev.dragoman.contract.NamespacesEntry;
import java.util.List;

/**
 * A route as requests use it.
 *
 * @param callers whose keys consent is given to
 * @param backends in order of preference
 */
public record RuntimeRoute(
    String name, boolean listed, NamespacesEntry callers, List<RuntimeBackend> backends) {
  public RuntimeRoute {
    backends = List.copyOf(backends);
  }
}
