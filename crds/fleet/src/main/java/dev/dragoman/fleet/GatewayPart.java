package dev.dragoman.fleet;

import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.MediaEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.contract.StoredResponsesEntry;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmGatewaySpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as its own spec has it.
 *
 * @param implicit whether no manifest asks for it: it then takes every route and key
 */
record GatewayPart(
    Origin origin,
    boolean implicit,
    Consent routes,
    Consent keys,
    Consent ambient,
    @Nullable AlertPart alerts,
    GatewayEntry entry) {
  /** The gateway of a directory that names none. */
  static GatewayPart ofDirectory() {
    ObjectName name = new ObjectName("default", "directory");
    GatewayEntry entry =
        GatewayEntry.of(
            name.toString(),
            StoreEntry.SQLITE,
            PolicyEntry.DEFAULT,
            GatewayEntry.LOOPBACK_AND_PRIVATE);
    return new GatewayPart(
        new Origin(new ObjectId(Kind.LlmGateway, name), name.toString(), null, null, List.of()),
        true,
        Consent.ALL,
        Consent.ALL,
        Consent.ALL,
        null,
        entry);
  }

  static GatewayPart of(LlmGateway gateway, Honoured honoured, ResourceSet.Outside outside) {
    NamespaceLabels labels = outside.labels();
    LlmGatewaySpec spec = gateway.getSpec();
    ObjectName name = ObjectName.of(gateway);
    Reading reading = new Reading(HonourCheck.of(honoured, Kind.LlmGateway, spec));
    ranges(spec.upstreamCidrs(), "spec.upstreamCidrs", reading);
    ranges(spec.trustedProxies(), "spec.trustedProxies", reading);
    if (spec.network() != null) {
      ranges(spec.network().egressCidrs(), "spec.network.egressCidrs", reading);
    }
    String own = name.namespace();
    Consent routes =
        Consent.of(spec.allowedRoutes(), own, labels, reading, "spec.allowedRoutes.selector");
    Consent keys =
        Consent.of(spec.allowedKeys(), own, labels, reading, "spec.allowedKeys.selector");
    Consent ambient = Consent.ofAmbient(spec.allowedAmbient(), own, labels, reading);
    MediaEntry media = MediaLimits.of(spec.media(), reading);
    AlertPart alerts = AlertPart.of(spec.alerts(), own, reading);
    StoreEntry store = Stores.of(spec.store(), outside.mode(), reading);
    StoredResponsesEntry responses = ResponseStorage.of(spec.storedResponses(), store, reading);
    Origin origin = Origin.of(Kind.LlmGateway, gateway, reading.problems());
    GatewayEntry entry =
        new GatewayEntry(
            name.toString(),
            origin.uid(),
            store,
            responses,
            PolicyEntry.DEFAULT,
            spec.upstreamCidrs(),
            spec.trustedProxies(),
            null,
            List.of(),
            media,
            null,
            alerts == null ? null : alerts.entry());
    return new GatewayPart(origin, false, routes, keys, ambient, alerts, entry);
  }

  static void ranges(List<String> ranges, String path, Reading reading) {
    for (int i = 0; i < ranges.size(); i++) {
      @Nullable String range = ranges.get(i);
      if (range == null || !Addresses.isRange(range)) {
        reading.invalid(path + "[" + i + "]", "write a range such as 10.0.0.0/8 or fd00::/8");
      }
    }
  }

  boolean accepted() {
    return origin.sound();
  }
}
