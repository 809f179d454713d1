package dev.dragoman.fleet;

import dev.dragoman.resources.ApiKey;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmProvider;
import dev.dragoman.resources.LlmQuota;
import dev.dragoman.resources.LlmRoute;
import java.util.List;

/**
 * All objects that count, with schema defaults applied.
 *
 * @param outside what is not of these kinds and matters all the same
 */
public record ResourceSet(
    List<LlmGateway> gateways,
    List<LlmProvider> providers,
    List<LlmRoute> routes,
    List<ApiKey> keys,
    List<LlmQuota> quotas,
    Outside outside) {
  public ResourceSet {
    gateways = List.copyOf(gateways);
    providers = List.copyOf(providers);
    routes = List.copyOf(routes);
    keys = List.copyOf(keys);
    quotas = List.copyOf(quotas);
  }

  /** How many objects there are. */
  int size() {
    return gateways.size() + providers.size() + routes.size() + keys.size() + quotas.size();
  }

  /** Where the objects come from. */
  public enum Mode {
    Cluster,
    /** A directory: without an LlmGateway there is an implicit one, which takes everything. */
    Directory
  }

  /** Secrets, generated keys and namespaces. */
  public record Outside(Mode mode, Secrets secrets, MintedKeys minted, NamespaceLabels labels) {}
}
