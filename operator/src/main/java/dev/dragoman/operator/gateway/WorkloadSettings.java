package dev.dragoman.operator.gateway;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator gives to all gateways.
 *
 * @param operatorUrl where pods reach the operator
 * @param image of gateways that name none
 * @param pullPolicy of the image
 * @param pullSecrets names of the Secrets that images are pulled with, besides a gateway's own
 * @param logLevel of the pods
 * @param neighbours whom pods meet in the cluster
 */
public record WorkloadSettings(
    String operatorUrl,
    String image,
    String pullPolicy,
    List<String> pullSecrets,
    String logLevel,
    Neighbours neighbours) {
  /**
   * Whom pods meet in the cluster.
   *
   * @param operatorNamespace where the operator is
   * @param configPort port on which it hands out configuration
   * @param monitoringNamespace from where pods are scraped; null for anywhere
   */
  public record Neighbours(
      String operatorNamespace, int configPort, @Nullable String monitoringNamespace) {}

  public WorkloadSettings {
    pullSecrets = List.copyOf(pullSecrets);
  }
}
