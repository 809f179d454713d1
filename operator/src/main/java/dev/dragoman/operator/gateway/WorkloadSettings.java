package dev.dragoman.operator.gateway;

import java.util.List;

/**
 * What the operator gives to all gateways.
 *
 * @param operatorUrl where pods reach the operator
 * @param image of gateways that name none
 * @param pullPolicy of the image
 * @param pullSecrets names of the Secrets that images are pulled with, besides a gateway's own
 * @param logLevel of the pods
 */
public record WorkloadSettings(
    String operatorUrl,
    String image,
    String pullPolicy,
    List<String> pullSecrets,
    String logLevel) {
  public WorkloadSettings {
    pullSecrets = List.copyOf(pullSecrets);
  }
}
