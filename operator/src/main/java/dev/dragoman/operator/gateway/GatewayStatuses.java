package dev.dragoman.operator.gateway;

import dev.dragoman.fleet.ConditionsOf.Facts;
import dev.dragoman.fleet.Reason;
import dev.dragoman.operator.status.GatewayDelivery;
import dev.dragoman.operator.status.Observation;
import dev.dragoman.operator.status.StatusShape;
import dev.dragoman.operator.status.StoreChange;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmGatewaySpec;
import dev.dragoman.resources.LlmGatewayStatus;
import dev.dragoman.resources.gateway.Laggard;
import dev.dragoman.resources.gateway.RolloutStatus;
import dev.dragoman.resources.values.Condition;
import dev.dragoman.resources.values.ConditionStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Status of a gateway. Pure. */
final class GatewayStatuses implements StatusShape<LlmGateway, LlmGatewayStatus> {
  private static final int MOST_LAGGARDS = 10;
  private static final String STORE_CHANGING = "StoreChanging";

  /** What is there of a gateway beside what the fleet says: its pods, and what they run. */
  record Pods(@Nullable Deployment deployment, Optional<GatewayDelivery> delivery) {
    int existing() {
      return number(status() == null ? null : status().getReplicas());
    }

    int ready() {
      return number(status() == null ? null : status().getReadyReplicas());
    }

    private @Nullable DeploymentStatus status() {
      return deployment == null ? null : deployment.getStatus();
    }

    int desired(LlmGatewaySpec spec) {
      Integer replicas = deployment == null ? null : deployment.getSpec().getReplicas();
      return replicas == null ? WorkloadRenderer.replicas(spec) : replicas;
    }

    private static int number(@Nullable Integer value) {
      return value == null ? 0 : value;
    }
  }

  /** What is true of a gateway. */
  static LlmGatewayStatus of(
      LlmGateway gateway, Observation seen, Pods pods, List<Condition> conditions) {
    LlmGatewayStatus before = gateway.getStatus();
    Optional<GatewayDelivery> delivery = pods.delivery();
    return new LlmGatewayStatus(
        gateway.getMetadata().getGeneration(),
        conditions,
        pods.existing(),
        selector(gateway),
        List.of(address(gateway)),
        seen.facts().routes(),
        seen.facts().keys(),
        delivery.map(GatewayDelivery::config).orElse(before == null ? null : before.config()),
        delivery
            .map(known -> rollout(pods.desired(gateway.getSpec()), known))
            .orElse(before == null ? null : before.rollout()),
        delivery
            .map(GatewayStatuses::laggards)
            .orElse(before == null ? List.of() : before.laggards()));
  }

  private static String selector(LlmGateway gateway) {
    return new TreeMap<>(new GatewayNames(gateway.getMetadata().getName()).selector())
        .entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .collect(Collectors.joining(","));
  }

  private static String address(LlmGateway gateway) {
    LlmGatewaySpec spec = gateway.getSpec();
    int port =
        WorkloadRenderer.servicePort(spec.listener() == null ? null : spec.listener().service());
    return new GatewayNames(gateway.getMetadata().getName()).workload()
        + "."
        + gateway.getMetadata().getNamespace()
        + ".svc:"
        + port;
  }

  private static RolloutStatus rollout(int desired, GatewayDelivery delivery) {
    int behind = delivery.ready() - delivery.current() - delivery.rejected() - delivery.silent();
    return new RolloutStatus(
        desired,
        delivery.ready(),
        delivery.current(),
        Math.max(0, behind),
        delivery.rejected(),
        delivery.silent(),
        delivery.current() + "/" + delivery.ready());
  }

  private static List<Laggard> laggards(GatewayDelivery delivery) {
    return delivery.laggards().stream().limit(MOST_LAGGARDS).toList();
  }

  /** Conditions that only gateways have. */
  static List<Facts> more(LlmGateway gateway, Pods pods) {
    LlmGatewaySpec spec = gateway.getSpec();
    int least = spec.autoscaling() == null ? pods.desired(spec) : least(spec);
    String count = pods.ready() + " pods are ready, " + least + " are needed";
    Facts available =
        pods.ready() >= least
            ? new Facts("Available", ConditionStatus.True, Reason.Available, count)
            : new Facts("Available", ConditionStatus.False, Reason.NoReadyPods, count);
    List<Facts> more = new ArrayList<>(List.of(available));
    pods.delivery()
        .filter(delivery -> delivery.rejected() + delivery.silent() > 0)
        .ifPresent(delivery -> more.add(degraded(delivery)));
    storeChanging(gateway, pods.delivery()).ifPresent(more::add);
    return more;
  }

  /** An operator that starts in the middle of a change knows of it by what the status says. */
  private static Optional<Facts> storeChanging(
      LlmGateway gateway, Optional<GatewayDelivery> delivery) {
    StoreChange change = delivery.map(GatewayDelivery::storeChange).orElse(null);
    if (change != null) {
      String text =
          "pods go from the store %s to %s; %d/%d ready pods use it"
              .formatted(change.from(), change.to(), change.taken(), change.ready());
      return Optional.of(storeChanging(text));
    }
    boolean over = delivery.isPresent() && delivery.get().current() == delivery.get().ready();
    LlmGatewayStatus before = gateway.getStatus();
    return over || before == null
        ? Optional.empty()
        : before.conditions().stream()
            .filter(condition -> condition.type().equals(STORE_CHANGING))
            .findFirst()
            .map(condition -> storeChanging(condition.message()));
  }

  private static Facts storeChanging(String message) {
    return new Facts(STORE_CHANGING, ConditionStatus.True, Reason.StoreChanging, message);
  }

  private static int least(LlmGatewaySpec spec) {
    Integer least = spec.autoscaling() == null ? null : spec.autoscaling().minReplicas();
    return least == null ? 2 : least;
  }

  private static Facts degraded(GatewayDelivery delivery) {
    return new Facts(
        "Degraded",
        ConditionStatus.True,
        Reason.Degraded,
        delivery.rejected()
            + " pods refuse the configuration, "
            + delivery.silent()
            + " say nothing");
  }

  @Override
  public LlmGateway empty() {
    return new LlmGateway();
  }

  @Override
  public List<Condition> conditions(LlmGatewayStatus status) {
    return status.conditions();
  }

  @Override
  public LlmGatewayStatus with(
      @Nullable LlmGatewayStatus before,
      @Nullable Long observedGeneration,
      List<Condition> conditions) {
    return before == null
        ? new LlmGatewayStatus(
            observedGeneration,
            conditions,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            null,
            List.of())
        : new LlmGatewayStatus(
            observedGeneration,
            conditions,
            before.replicas(),
            before.selector(),
            before.addresses(),
            before.attachedRoutes(),
            before.attachedKeys(),
            before.config(),
            before.rollout(),
            before.laggards());
  }
}
