package dev.dragoman.operator.gateway;

import dev.dragoman.contract.BootSet;
import dev.dragoman.operator.delivery.ChildNames;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names and labels of what belongs to one gateway. A name that would be too long for a label or a
 * Service is cut, and a digest of the whole name keeps it apart from others.
 *
 * @param gateway name of the LlmGateway
 */
public record GatewayNames(String gateway) {
  /** Label with the name of the gateway. */
  public static final String GATEWAY_LABEL = "dragoman.dev/gateway";

  /** Label of everything that the operator makes. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Value of {@link #MANAGED_BY}. */
  public static final String OPERATOR = "dragoman-operator";

  /** Label that divides what belongs to a gateway by what it is for. */
  static final String COMPONENT = "app.kubernetes.io/component";

  /** Value of {@link #COMPONENT}: of the certificates that pods trust. */
  static final String AUTHORITY = "authority";

  private static final int LONGEST = 63;
  private static final int DIGEST_LENGTH = 8;

  /** Deployment, Service, disruption budget and autoscaler. */
  public String workload() {
    return cut(gateway, "-gateway");
  }

  /** All ConfigMaps that a pod has mounted as its configuration. */
  public List<String> configMaps() {
    ChildNames children = children();
    List<String> names = new ArrayList<>(List.of(children.configHead()));
    for (BootSet set : BootSet.values()) {
      for (int part = 0; part < ChildNames.BOOT_PARTS; part++) {
        names.add(children.bootPart(set, part));
      }
      names.add(children.bootHead(set));
    }
    return names;
  }

  /** Names of what is delivered. */
  ChildNames children() {
    return new ChildNames(gateway);
  }

  /** The name as the value of a label. */
  public String label() {
    return cut(gateway, "");
  }

  /** Labels by which pods are found; they never change. Sorted, as everything that is rendered. */
  public Map<String, String> selector() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "dragoman-gateway");
    labels.put("app.kubernetes.io/instance", cut(gateway, ""));
    return labels;
  }

  /** Labels of everything that belongs to the gateway, sorted. */
  public Map<String, String> labels() {
    Map<String, String> labels = selector();
    labels.put(COMPONENT, "gateway");
    labels.put("app.kubernetes.io/part-of", "dragoman");
    labels.put(MANAGED_BY, OPERATOR);
    labels.put(GATEWAY_LABEL, cut(gateway, ""));
    return labels;
  }

  static String cut(String name, String suffix) {
    String plain = name.replace('.', '-') + suffix;
    if (plain.length() <= LONGEST && plain.equals(name + suffix)) {
      return plain;
    }
    String end = "-" + sha256(name).substring(0, DIGEST_LENGTH) + suffix;
    String start =
        plain.substring(0, Math.min(plain.length() - suffix.length(), LONGEST - end.length()));
    return start + end;
  }

  /** Of a text, in lower-case hex. */
  static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
