package dev.dragoman.operator.delivery;

import dev.dragoman.contract.BootSet;

/**
 * Names of the objects that belong to a gateway, beside which its volumes are rendered. A name that
 * would leave no room for its endings is cut, and a hash keeps it distinct.
 */
public record ChildNames(String gateway) {
  /** Objects that hold the parts of one boot set. */
  public static final int BOOT_PARTS = 8;

  /** A name of Kubernetes has 253 characters at most, and the longest ending here has 12. */
  private static final int LONGEST = 240;

  private static final int HASH = 10;

  /** The compare-and-swap object: newest head and denials. */
  public String configHead() {
    return stem() + "-config-head";
  }

  /** Written last: the head of a boot set and its list of shards. */
  public String bootHead(BootSet set) {
    return stem() + "-boot-" + set.lowerCase();
  }

  /** The shards of a boot set whose id leaves the rest {@code part}. */
  public String bootPart(BootSet set, int part) {
    return bootHead(set) + "-" + part;
  }

  /** The Secret with all credentials. */
  public String credentials() {
    return stem() + "-credentials";
  }

  /** The ConfigMap with the certificates that pods trust the operator by. */
  public String authority() {
    return stem() + "-ca";
  }

  /** The ServiceAccount that the pods run as. */
  public String serviceAccount() {
    return stem() + "-gateway";
  }

  private String stem() {
    if (gateway.length() <= LONGEST) {
      return gateway;
    }
    return gateway.substring(0, LONGEST - HASH - 1) + "-" + Sha256.of(gateway).substring(0, HASH);
  }
}
