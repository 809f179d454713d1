package dev.dragoman.fleet;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.QuotaEntry;
import dev.dragoman.contract.StoreEntry;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a set of resources means: what each object has wrong, and what each gateway serves. */
public final class ResolvedFleet {
  private final Parts parts;
  private final Map<ObjectId, Verdict> verdicts;
  private final Map<ObjectName, Service> services;

  ResolvedFleet(Parts parts, Map<ObjectId, Verdict> verdicts, Map<ObjectName, Service> services) {
    this.parts = parts;
    this.verdicts = verdicts;
    this.services = services;
  }

  /** What one gateway serves. */
  record Service(
      GatewayPart gateway,
      List<ServedRoute> routes,
      List<KeyEntry> keys,
      List<QuotaEntry> quotas) {}

  /** What was found about each object, the sound ones too. */
  public Map<ObjectId, Verdict> verdicts() {
    return verdicts;
  }

  /** The gateways that can be rendered. */
  public SortedSet<ObjectName> gateways() {
    return new TreeSet<>(services.keySet());
  }

  /**
   * The routes that a gateway serves.
   *
   * @throws IllegalArgumentException when the gateway is not among {@link #gateways}
   */
  public List<RouteUse> routesOf(ObjectName gateway) {
    return service(gateway).routes().stream().map(ResolvedFleet::use).toList();
  }

  /**
   * The keys that a gateway honours.
   *
   * @throws IllegalArgumentException when the gateway is not among {@link #gateways}
   */
  public List<KeyEntry> keysOf(ObjectName gateway) {
    return service(gateway).keys();
  }

  /**
   * The quotas that a gateway enforces.
   *
   * @throws IllegalArgumentException when the gateway is not among {@link #gateways}
   */
  public List<QuotaEntry> quotasOf(ObjectName gateway) {
    return service(gateway).quotas();
  }

  /**
   * Where keys and usage of a gateway live.
   *
   * @throws IllegalArgumentException when the gateway is not among {@link #gateways}
   */
  public StoreEntry storeOf(ObjectName gateway) {
    return service(gateway).gateway().entry().store();
  }

  private static RouteUse use(ServedRoute route) {
    return new RouteUse(
        route.part().origin().name(),
        route.backends().stream()
            .map(target -> new BackendUse(target.entry().name(), target.provider()))
            .toList());
  }

  Service service(ObjectName gateway) {
    Service service = services.get(gateway);
    if (service == null) {
      throw new IllegalArgumentException("no LlmGateway " + gateway + " is accepted");
    }
    return service;
  }

  Parts parts() {
    return parts;
  }
}
