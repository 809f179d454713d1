package dev.dragoman.operator.gateway;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The objects that run one gateway.
 *
 * @param authority the certificates that its pods trust the operator by
 * @param budget null when one pod is all that there will be: it would block a drain
 * @param autoscaler null when the number of pods is fixed
 * @param network who may reach the pods and whom they may call; null when nobody is to be kept away
 */
public record Workload(
    ServiceAccount account,
    ConfigMap authority,
    Deployment deployment,
    Service service,
    @Nullable PodDisruptionBudget budget,
    @Nullable HorizontalPodAutoscaler autoscaler,
    @Nullable NetworkPolicy network) {

  /** Those that shall be there, in the order in which they are applied. */
  public List<HasMetadata> objects() {
    return Stream.<@Nullable HasMetadata>of(
            account, authority, network, deployment, service, budget, autoscaler)
        .filter(Objects::nonNull)
        .map(HasMetadata.class::cast)
        .toList();
  }
}
