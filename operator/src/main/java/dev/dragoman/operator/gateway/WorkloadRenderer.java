package dev.dragoman.operator.gateway;

import dev.dragoman.fleet.Durations;
import dev.dragoman.operator.delivery.Sha256;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmGatewaySpec;
import dev.dragoman.resources.gateway.Autoscaling;
import dev.dragoman.resources.gateway.PodSettings;
import dev.dragoman.resources.gateway.ServiceAccountSettings;
import dev.dragoman.resources.gateway.ServiceSettings;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What runs a gateway: equal gateways give equal objects, in the form in which the API server keeps
 * them. Configuration is in none of them, so a change of it restarts no pod. Pure.
 */
public final class WorkloadRenderer {
  /**
   * Annotation of the pods: a digest of what they take from other objects at their start alone, the
   * annotations of their ServiceAccount, by which clouds give them an identity.
   */
  static final String TEMPLATE_HASH = "dragoman.dev/template-hash";

  private static final int REPLICAS = 2;
  private static final int CPU_PERCENT = 80;
  private static final Duration SCALE_DOWN_WINDOW = Duration.ofMinutes(10);
  private static final int SCALE_DOWN_PERIOD_SECONDS = 120;
  private static final int REVISIONS = 5;

  private final PodRenderer pods;
  private final NetworkRenderer networks;

  public WorkloadRenderer(WorkloadSettings settings) {
    this.pods = new PodRenderer(settings);
    this.networks = new NetworkRenderer(settings.neighbours());
  }

  /**
   * The objects of one gateway.
   *
   * @param trusted the certificates that its pods trust the operator by, in PEM
   */
  public Workload render(LlmGateway gateway, String trusted) {
    Autoscaling autoscaling = gateway.getSpec().autoscaling();
    return new Workload(
        account(gateway),
        authority(gateway, trusted),
        deployment(gateway),
        service(gateway),
        most(gateway.getSpec()) > 1 ? budget(gateway) : null,
        autoscaling == null ? null : autoscaler(gateway, autoscaling),
        networks.render(metadata(gateway).build(), names(gateway), gateway.getSpec()));
  }

  private static int most(LlmGatewaySpec spec) {
    return spec.autoscaling() == null ? replicas(spec) : spec.autoscaling().maxReplicas();
  }

  /** How many pods there are without an autoscaler. */
  static int replicas(LlmGatewaySpec spec) {
    return spec.replicas() == null ? REPLICAS : spec.replicas();
  }

  private static GatewayNames names(LlmGateway gateway) {
    return new GatewayNames(gateway.getMetadata().getName());
  }

  private static ObjectMetaBuilder metadata(LlmGateway gateway) {
    GatewayNames names = names(gateway);
    return new ObjectMetaBuilder()
        .withNamespace(gateway.getMetadata().getNamespace())
        .withName(names.workload())
        .withLabels(new TreeMap<>(names.labels()))
        .addNewOwnerReference()
        .withApiVersion(gateway.getApiVersion())
        .withKind(gateway.getKind())
        .withName(gateway.getMetadata().getName())
        .withUid(gateway.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .endOwnerReference();
  }

  private static Map<String, String> accountAnnotations(LlmGateway gateway) {
    PodSettings pod = gateway.getSpec().pod();
    ServiceAccountSettings account = pod == null ? null : pod.serviceAccount();
    return account == null ? Map.of() : new TreeMap<>(account.annotations());
  }

  private static ServiceAccount account(LlmGateway gateway) {
    ObjectMetaBuilder metadata =
        metadata(gateway).withName(names(gateway).children().serviceAccount());
    Map<String, String> annotations = accountAnnotations(gateway);
    if (!annotations.isEmpty()) {
      metadata.withAnnotations(annotations);
    }
    return new ServiceAccountBuilder()
        .withMetadata(metadata.build())
        .withAutomountServiceAccountToken(false)
        .build();
  }

  private static ConfigMap authority(LlmGateway gateway, String trusted) {
    return new ConfigMapBuilder()
        .withMetadata(
            metadata(gateway)
                .withName(names(gateway).children().authority())
                .addToLabels(GatewayNames.COMPONENT, GatewayNames.AUTHORITY)
                .build())
        .withData(Map.of(Volumes.TRUSTED_FILE, trusted))
        .build();
  }

  private Deployment deployment(LlmGateway gateway) {
    LlmGatewaySpec spec = gateway.getSpec();
    PodSpec pod = pods.render(gateway);
    return new DeploymentBuilder()
        .withMetadata(metadata(gateway).build())
        .withNewSpec()
        .withReplicas(spec.autoscaling() == null ? replicas(spec) : null)
        .withRevisionHistoryLimit(REVISIONS)
        .withMinReadySeconds(10)
        .withNewSelector()
        .withMatchLabels(names(gateway).selector())
        .endSelector()
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString("25%"))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withNewTemplate()
        .withMetadata(podMetadata(gateway))
        .withSpec(pod)
        .endTemplate()
        .endSpec()
        .build();
  }

  private static ObjectMeta podMetadata(LlmGateway gateway) {
    PodSettings pod = gateway.getSpec().pod();
    Map<String, String> labels = new TreeMap<>(pod == null ? Map.of() : pod.labels());
    labels.putAll(names(gateway).labels());
    Map<String, String> annotations = new TreeMap<>(pod == null ? Map.of() : pod.annotations());
    Map<String, String> identity = accountAnnotations(gateway);
    if (!identity.isEmpty()) {
      annotations.put(TEMPLATE_HASH, Sha256.of(identity.toString()).substring(0, 16));
    }
    ObjectMetaBuilder metadata = new ObjectMetaBuilder().withLabels(labels);
    return annotations.isEmpty() ? metadata.build() : metadata.withAnnotations(annotations).build();
  }

  private static Service service(LlmGateway gateway) {
    LlmGatewaySpec spec = gateway.getSpec();
    ServiceSettings settings = spec.listener() == null ? null : spec.listener().service();
    ObjectMetaBuilder metadata = metadata(gateway);
    if (settings != null && !settings.annotations().isEmpty()) {
      metadata.withAnnotations(new TreeMap<>(settings.annotations()));
    }
    return new ServiceBuilder()
        .withMetadata(metadata.build())
        .withNewSpec()
        .withType(
            settings == null || settings.type() == null ? "ClusterIP" : settings.type().name())
        .withSelector(names(gateway).selector())
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(servicePort(settings))
        .withTargetPort(new IntOrString("http"))
        .endPort()
        .endSpec()
        .build();
  }

  /** Port of the Service. */
  static int servicePort(@Nullable ServiceSettings settings) {
    return settings == null || settings.port() == null ? 80 : settings.port();
  }

  private static PodDisruptionBudget budget(LlmGateway gateway) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(metadata(gateway).build())
        .withNewSpec()
        .withMaxUnavailable(new IntOrString(1))
        .withUnhealthyPodEvictionPolicy("AlwaysAllow")
        .withNewSelector()
        .withMatchLabels(names(gateway).selector())
        .endSelector()
        .endSpec()
        .build();
  }

  private static HorizontalPodAutoscaler autoscaler(LlmGateway gateway, Autoscaling scaling) {
    Duration window = Durations.or(scaling.scaleDownWindow(), SCALE_DOWN_WINDOW);
    return new HorizontalPodAutoscalerBuilder()
        .withMetadata(metadata(gateway).build())
        .withNewSpec()
        .withNewScaleTargetRef("apps/v1", "Deployment", names(gateway).workload())
        .withMinReplicas(scaling.minReplicas() == null ? REPLICAS : scaling.minReplicas())
        .withMaxReplicas(scaling.maxReplicas())
        .addNewMetric()
        .withType("Resource")
        .withNewResource()
        .withName("cpu")
        .withNewTarget()
        .withType("Utilization")
        .withAverageUtilization(scaling.cpuPercent() == null ? CPU_PERCENT : scaling.cpuPercent())
        .endTarget()
        .endResource()
        .endMetric()
        .withNewBehavior()
        .withNewScaleDown()
        .withStabilizationWindowSeconds(Math.toIntExact(window.toSeconds()))
        .withSelectPolicy("Max")
        .addNewPolicy()
        .withType("Pods")
        .withValue(scaling.maxScaleDownPodsPer2m() == null ? 1 : scaling.maxScaleDownPodsPer2m())
        .withPeriodSeconds(SCALE_DOWN_PERIOD_SECONDS)
        .endPolicy()
        .endScaleDown()
        .endBehavior()
        .endSpec()
        .build();
  }
}
