package dev.dragoman.contract;

import java.util.List;

/**
 * Public model names and where they go.
 *
 * @param name unique among routes; {@code namespace/name} when it comes from a manifest
 * @param models public names; several are aliases of each other
 * @param listed whether the names stand in the list of models
 */
public record RouteEntry(
    String name, List<String> models, boolean listed, List<BackendEntry> backends) {
  public RouteEntry {
    models = List.copyOf(models);
    backends = List.copyOf(backends);
    if (models.isEmpty() || backends.isEmpty()) {
      throw new IllegalArgumentException("a route has at least one model and one backend");
    }
  }
}
