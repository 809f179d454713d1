package dev.dragoman.operator.delivery;

import java.util.Map;
import java.util.TreeMap;

/**
 * Labels of everything that belongs to a gateway. None is copied from the gateway: a tool that owns
 * its labels would take the objects for its own.
 */
public final class OwnerLabels {
  /** Label with the name of the gateway. */
  public static final String GATEWAY = "dragoman.dev/gateway";

  /** Label of everything that the operator makes. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "dragoman-operator";

  private static final int LONGEST_VALUE = 63;

  private OwnerLabels() {}

  /** Sorted, as everything that is rendered. */
  public static Map<String, String> of(String gateway) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(MANAGED_BY, OPERATOR);
    labels.put("app.kubernetes.io/part-of", "dragoman");
    labels.put(GATEWAY, value(gateway));
    return labels;
  }

  /** A name may be longer than a label's value, and may be cut where no value may end. */
  public static String value(String gateway) {
    return gateway.length() <= LONGEST_VALUE
        ? gateway
        : Sha256.of(gateway).substring(0, LONGEST_VALUE - 1);
  }
}
