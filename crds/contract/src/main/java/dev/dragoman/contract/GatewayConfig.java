package dev.dragoman.contract;

import java.util.List;

/**
 * All that a gateway serves. Holds no secret: credentials are named here and travel apart, keys are
 * digests.
 *
 * @param generation grows with each change of the sources
 * @param upstreamCidrs private ranges that upstreams may resolve to, in CIDR notation
 */
public record GatewayConfig(
    long generation,
    List<ProviderEntry> providers,
    List<RouteEntry> routes,
    List<KeyEntry> keys,
    List<String> upstreamCidrs,
    PolicyEntry policy) {
  public GatewayConfig {
    providers = List.copyOf(providers);
    routes = List.copyOf(routes);
    keys = List.copyOf(keys);
    upstreamCidrs = List.copyOf(upstreamCidrs);
  }
}
