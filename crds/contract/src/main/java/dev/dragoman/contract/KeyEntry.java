package dev.dragoman.contract;

import java.util.List;

/**
 * A caller.
 *
 * @param name {@code namespace/name} of the key's manifest, for logs
 * @param keyId public id, the only part of a key that logs and metrics may show
 * @param digests SHA-256 of the whole key texts that are valid now, lower-case hex
 * @param routes names of routes that the key may call; {@code *} for every route
 * @param models patterns of public model names that the key may call; {@code *} for every model
 */
public record KeyEntry(
    String name, String keyId, List<String> digests, List<String> routes, List<String> models) {
  public KeyEntry {
    digests = List.copyOf(digests);
    routes = List.copyOf(routes);
    models = List.copyOf(models);
  }
}
