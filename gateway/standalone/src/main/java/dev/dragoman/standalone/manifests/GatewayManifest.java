package dev.dragoman.standalone.manifests;

import dev.dragoman.standalone.yaml.Fields;
import dev.dragoman.standalone.yaml.YamlCursor;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * An LlmGateway.
 *
 * @param upstreamCidrs private ranges that upstreams may lie in; empty when the manifest is broken,
 *     so that a mistake never opens a range
 */
record GatewayManifest(ObjectName name, List<String> upstreamCidrs) {
  private static final int MAX_CIDRS = 32;
  private static final Fields SPEC =
      Fields.of("upstreamCidrs")
          .later(
              "image",
              "replicas",
              "autoscaling",
              "listener",
              "allowedRoutes",
              "allowedKeys",
              "store",
              "allowedAmbient",
              "trustedProxies",
              "drain",
              "limits",
              "observability",
              "network",
              "pod");

  GatewayManifest {
    upstreamCidrs = List.copyOf(upstreamCidrs);
  }

  static GatewayManifest read(ManifestHead head) {
    YamlCursor spec = head.document().mapping("spec");
    List<String> cidrs = spec == null ? List.of() : cidrs(spec.allow(SPEC));
    return new GatewayManifest(head.name(), head.isWhole() ? cidrs : List.of());
  }

  private static List<String> cidrs(YamlCursor spec) {
    List<String> cidrs = new ArrayList<>();
    for (YamlCursor item : spec.items("upstreamCidrs", MAX_CIDRS)) {
      String text = item.text();
      if (text != null && isCidr(text)) {
        cidrs.add(text);
      } else if (text != null) {
        item.problem("expected a range of addresses such as 10.0.0.0/8 or fd00::/8");
      }
    }
    return cidrs;
  }

  /** The short forms of IPv4 (10/8) and zones (fe80::1%1) mean different things to others. */
  private static boolean isCidr(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return false;
    }
    String address = text.substring(0, slash);
    if (address.indexOf(':') < 0 ? !address.matches("\\d+(\\.\\d+){3}") : address.contains("%")) {
      return false;
    }
    try {
      int bits = InetAddress.ofLiteral(address).getAddress().length * 8;
      return Integer.parseInt(text.substring(slash + 1)) <= bits;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
