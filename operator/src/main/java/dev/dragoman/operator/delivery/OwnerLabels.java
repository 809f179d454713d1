package dev.dragoman.operator.delivery;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of what is written for a gateway. None is copied from the gateway: a tool that owns its
 * labels would take the objects for its own.
 */
final class OwnerLabels {
  private static final int LONGEST_VALUE = 63;

  private OwnerLabels() {}

  static Map<String, String> of(GatewayRef gateway) {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/managed-by", "dragoman-operator");
    labels.put("app.kubernetes.io/part-of", "dragoman");
    labels.put("dragoman.dev/gateway", value(gateway.name()));
    return labels;
  }

  /** A name may be longer than a label's value, and may be cut where no value may end. */
  private static String value(String name) {
    return name.length() <= LONGEST_VALUE ? name : Sha256.of(name).substring(0, LONGEST_VALUE - 1);
  }
}
