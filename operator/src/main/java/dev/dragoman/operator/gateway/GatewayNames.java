package dev.dragoman.operator.gateway;

import dev.dragoman.contract.BootSet;
import dev.dragoman.operator.delivery.ChildNames;
import dev.dragoman.operator.delivery.OwnerLabels;
import dev.dragoman.operator.delivery.Sha256;
import java.util.ArrayList;
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

  /** Labels by which pods are found; they never change. Sorted, as everything that is rendered. */
  public Map<String, String> selector() {
    Map<String, String> labels = new TreeMap<>();
    labels.put("app.kubernetes.io/name", "dragoman-gateway");
    labels.put("app.kubernetes.io/instance", OwnerLabels.value(gateway));
    return labels;
  }

  /** Labels of everything that belongs to the gateway, sorted. */
  public Map<String, String> labels() {
    Map<String, String> labels = selector();
    labels.put(COMPONENT, "gateway");
    labels.putAll(OwnerLabels.of(gateway));
    return labels;
  }

  static String cut(String name, String suffix) {
    String plain = name.replace('.', '-') + suffix;
    if (plain.length() <= LONGEST && plain.equals(name + suffix)) {
      return plain;
    }
    String end = "-" + Sha256.of(name).substring(0, DIGEST_LENGTH) + suffix;
    String start =
        plain.substring(0, Math.min(plain.length() - suffix.length(), LONGEST - end.length()));
    return start + end;
  }
}
