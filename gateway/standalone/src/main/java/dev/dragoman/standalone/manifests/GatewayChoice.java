package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.start.PrivateRanges;
import dev.dragoman.standalone.start.StartRefused;
import dev.dragoman.standalone.yaml.Nearest;
import dev.dragoman.standalone.yaml.Problems;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The gateway that this process is: one of the directory, or the implicit one, which takes every
 * route and key and may call this machine and private networks.
 *
 * @param chosen null for the implicit gateway
 * @param inDoubt whether an LlmGateway may be among what could not be read; the implicit gateway
 *     then opens no private range, since a mistake must not open what the manifest closes
 */
record GatewayChoice(
    @Nullable GatewayManifest chosen,
    SortedMap<ObjectName, GatewayManifest> known,
    boolean inDoubt) {
  /**
   * Chooses.
   *
   * @param wanted {@code name} or {@code namespace/name}; null when the person named none
   * @throws StartRefused when the choice is not clear
   */
  static GatewayChoice of(Manifests manifests, @Nullable String wanted) {
    SortedMap<ObjectName, GatewayManifest> known = manifests.gateways();
    List<GatewayManifest> fitting =
        known.values().stream()
            .filter(gateway -> wanted == null || isCalled(gateway.name(), wanted))
            .toList();
    if (fitting.size() == 1) {
      return new GatewayChoice(fitting.getFirst(), known, manifests.gatewayInDoubt());
    }
    if (fitting.size() > 1) {
      throw StartRefused.misconfigured(
          "--gateway: the directory holds several LlmGateways; choose one of "
              + Manifests.described(known));
    }
    if (wanted != null) {
      throw StartRefused.misconfigured("--gateway: " + unknown(wanted, known));
    }
    return new GatewayChoice(null, known, manifests.gatewayInDoubt());
  }

  private static boolean isCalled(ObjectName name, String wanted) {
    return name.name().equals(wanted) || name.toString().equals(wanted);
  }

  private static String unknown(String wanted, Map<ObjectName, GatewayManifest> known) {
    if (known.isEmpty()) {
      return "the directory holds no LlmGateway; leave the option out";
    }
    List<String> names = known.keySet().stream().map(ObjectName::name).toList();
    return "there is no LlmGateway of this name"
        + Nearest.hint(wanted, names)
        + "; known: "
        + Manifests.described(known);
  }

  List<String> upstreamCidrs() {
    if (chosen != null) {
      return chosen.upstreamCidrs();
    }
    return inDoubt ? List.of() : PrivateRanges.LOOPBACK_AND_PRIVATE;
  }

  /** Whether a route is for this gateway; being for another one of the directory is no problem. */
  boolean takesRoute(RouteManifest route, Problems problems) {
    if (chosen == null) {
      return true;
    }
    boolean taken = false;
    for (Ref parent : route.parents()) {
      taken |= takes(parent, route.name(), problems);
    }
    if (route.parents().isEmpty()) {
      problems.add(
          route.place(), "NoMatchingParent: spec.parentRefs must name LlmGateway " + chosen.name());
    }
    return taken;
  }

  boolean takesKey(KeyManifest key, Problems problems) {
    if (chosen == null) {
      return true;
    }
    Ref gateway = key.gateway();
    if (gateway == null) {
      problems.add(
          key.place(), "GatewayNotFound: spec.gatewayRef must name LlmGateway " + chosen.name());
      return false;
    }
    return takes(gateway, key.name(), problems);
  }

  private boolean takes(Ref ref, ObjectName referrer, Problems problems) {
    if (!known.containsKey(ref.target())) {
      List<String> names = known.keySet().stream().map(ObjectName::toString).toList();
      problems.add(
          ref.place(),
          "GatewayNotFound: there is no LlmGateway "
              + ref.target()
              + Nearest.hint(ref.target().toString(), names));
      return false;
    }
    if (chosen == null || !ref.target().equals(chosen.name())) {
      return false;
    }
    boolean sameNamespace = ref.target().namespace().equals(referrer.namespace());
    if (!sameNamespace) {
      problems.add(
          ref.place(),
          "RefNotPermitted: a gateway of another namespace needs its consent, which is not"
              + " honoured yet");
    }
    return sameNamespace;
  }
}
