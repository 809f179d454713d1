package dev.dragoman.gateway.config;

import java.util.List;

/**
 * A route as requests use it.
 *
 * @param backends in order of preference
 */
public record RuntimeRoute(String name, boolean listed, List<RuntimeBackend> backends) {
  public RuntimeRoute {
    backends = List.copyOf(backends);
  }
}
