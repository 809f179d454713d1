package dev.dragoman.standalone.manifests;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The objects of a directory that could be read.
 *
 * @param leftOut objects that could not, as {@code kind namespace/name}
 * @param foreign how many objects of other kinds were passed over
 * @param gatewayInDoubt whether something that could not be read is, or may hold, an LlmGateway
 */
record Manifests(
    SortedMap<ObjectName, GatewayManifest> gateways,
    SortedMap<ObjectName, ProviderManifest> providers,
    SortedMap<ObjectName, RouteManifest> routes,
    SortedMap<ObjectName, KeyManifest> keys,
    SortedMap<ObjectName, SecretManifest> secrets,
    Set<String> leftOut,
    int foreign,
    boolean gatewayInDoubt) {
  Manifests {
    gateways = new TreeMap<>(gateways);
    providers = new TreeMap<>(providers);
    routes = new TreeMap<>(routes);
    keys = new TreeMap<>(keys);
    secrets = new TreeMap<>(secrets);
    leftOut = Set.copyOf(leftOut);
  }

  boolean wasLeftOut(String kind, ObjectName name) {
    return leftOut.contains(kind + " " + name);
  }

  /** Whether nothing of this product's kinds was found, broken ones included. */
  boolean isEmpty() {
    return gateways.isEmpty()
        && providers.isEmpty()
        && routes.isEmpty()
        && keys.isEmpty()
        && leftOut.isEmpty();
  }

  static String described(Map<ObjectName, ?> objects) {
    return String.join(", ", objects.keySet().stream().map(ObjectName::toString).toList());
  }
}
