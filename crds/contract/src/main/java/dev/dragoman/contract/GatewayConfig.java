package dev.dragoman.contract;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a gateway serves. Holds no secret: credentials are named here and travel apart, keys are
 * digests.
 *
 * @param contractVersion see {@link ContractVersion}
 * @param generation grows with each change of the sources
 */
public record GatewayConfig(
    int contractVersion,
    long generation,
    GatewayEntry gateway,
    List<ProviderEntry> providers,
    List<RouteEntry> routes,
    List<KeyEntry> keys,
    List<QuotaEntry> quotas) {
  /** A configuration of this build's version, without quotas. */
  public static GatewayConfig of(
      long generation,
      GatewayEntry gateway,
      List<ProviderEntry> providers,
      List<RouteEntry> routes,
      List<KeyEntry> keys) {
    return new GatewayConfig(
        ContractVersion.CURRENT, generation, gateway, providers, routes, keys, List.of());
  }

  public GatewayConfig {
    Require.that(
        ContractVersion.isRead(contractVersion),
        "contractVersion " + contractVersion + " is not known to this build");
    Require.atLeast(0, generation, "generation");
    providers = List.copyOf(providers);
    routes = List.copyOf(routes);
    keys = List.copyOf(keys);
    quotas = List.copyOf(quotas);
    Require.unique(providers, ProviderEntry::name, "providers");
    Require.unique(routes, RouteEntry::name, "routes");
    Require.unique(keys, KeyEntry::name, "keys");
    Require.unique(quotas, QuotaEntry::name, "quotas");
  }

  /** The same configuration with its entries in the order of their names. */
  public GatewayConfig sorted() {
    return new GatewayConfig(
        contractVersion,
        generation,
        gateway,
        providers.stream().sorted(Comparator.comparing(ProviderEntry::name)).toList(),
        routes.stream().sorted(Comparator.comparing(RouteEntry::name)).toList(),
        keys.stream().sorted(Comparator.comparing(KeyEntry::name)).toList(),
        quotas.stream().sorted(Comparator.comparing(QuotaEntry::name)).toList());
  }

  /** The same configuration of another gateway. */
  public GatewayConfig withGateway(GatewayEntry other) {
    return new GatewayConfig(contractVersion, generation, other, providers, routes, keys, quotas);
  }

  /** The same configuration with other providers and routes. */
  public GatewayConfig withUpstreams(
      List<ProviderEntry> otherProviders, List<RouteEntry> otherRoutes) {
    return new GatewayConfig(
        contractVersion, generation, gateway, otherProviders, otherRoutes, keys, quotas);
  }

  /** The same configuration with other keys. */
  public GatewayConfig withKeys(List<KeyEntry> others) {
    return new GatewayConfig(
        contractVersion, generation, gateway, providers, routes, others, quotas);
  }

  /** Ranges that upstreams may resolve to, in CIDR notation. */
  public List<String> upstreamCidrs() {
    return gateway.upstreamCidrs();
  }

  /** How answers are stored, null when none is. */
  public @Nullable StoredResponsesEntry storedResponses() {
    return gateway.storedResponses();
  }

  /** How media are fetched, null when they are not. */
  public @Nullable MediaEntry media() {
    return gateway.media();
  }

  /** Every credential that is named; some of the values may be absent. */
  public List<CredentialRef> credentials() {
    Stream<CredentialRef> ofUpstreams =
        providers.stream().flatMap(provider -> provider.auth().credentials().stream());
    AlertsEntry alerts = gateway.alerts();
    return alerts == null
        ? ofUpstreams.toList()
        : Stream.concat(ofUpstreams, alerts.credentials().stream()).toList();
  }

  /** What is demanded of every request. */
  public PolicyEntry policy() {
    return gateway.policy();
  }
}
