package dev.dragoman.operator.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.fleet.Durations;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.resources.LlmGateway;
import dev.dragoman.resources.LlmGatewaySpec;
import dev.dragoman.resources.gateway.Drain;
import dev.dragoman.resources.gateway.PodResources;
import dev.dragoman.resources.gateway.PodSettings;
import dev.dragoman.resources.gateway.TopologySpread;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pod of a gateway: runs under the restricted Pod Security standard, ends only when its streams
 * have, and holds nothing that a change of configuration would touch. Pure.
 */
final class PodRenderer {
  static final int PORT = 8000;
  static final int MANAGEMENT_PORT = 9000;
  static final Duration PRE_STOP = Duration.ofSeconds(15);
  static final Duration MAX_STREAM = Duration.ofMinutes(10);

  /** Beyond the streams, to close what is left. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final long USER = 65532;
  private static final Map<String, Quantity> REQUESTS =
      new TreeMap<>(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("1Gi")));
  private static final Map<String, Quantity> LIMITS = Map.of("memory", new Quantity("1Gi"));
  private static final KubernetesSerialization SHAPES =
      new KubernetesSerialization(new ObjectMapper(), false);

  private final WorkloadSettings settings;

  PodRenderer(WorkloadSettings settings) {
    this.settings = settings;
  }

  PodSpec render(LlmGateway gateway) {
    LlmGatewaySpec spec = gateway.getSpec();
    GatewayNames names = new GatewayNames(gateway.getMetadata().getName());
    PodSettings pod = spec.pod();
    Drain drain = spec.drain();
    Duration preStop = Durations.or(drain == null ? null : drain.preStopDelay(), PRE_STOP);
    Duration maxStream = Durations.or(drain == null ? null : drain.maxStream(), MAX_STREAM);
    PodSpecBuilder builder =
        new PodSpecBuilder()
            .withServiceAccountName(names.children().serviceAccount())
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(preStop.plus(maxStream).plus(MARGIN).toSeconds())
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(USER)
            .withRunAsGroup(USER)
            .withFsGroup(USER)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(container(gateway, preStop, maxStream))
            .withImagePullSecrets(pullSecrets(pod))
            .withVolumes(Volumes.of(names))
            .withTopologySpreadConstraints(spread(pod, names));
    if (pod != null) {
      place(builder, pod);
    }
    return builder.build();
  }

  private static void place(PodSpecBuilder builder, PodSettings pod) {
    if (!pod.nodeSelector().isEmpty()) {
      builder.withNodeSelector(new TreeMap<>(pod.nodeSelector()));
    }
    for (Object toleration : pod.tolerations()) {
      builder.addToTolerations(SHAPES.convertValue(toleration, Toleration.class));
    }
    if (pod.affinity() != null) {
      builder.withAffinity(SHAPES.convertValue(pod.affinity(), Affinity.class));
    }
    if (pod.priorityClassName() != null) {
      builder.withPriorityClassName(pod.priorityClassName());
    }
  }

  private List<LocalObjectReference> pullSecrets(@Nullable PodSettings pod) {
    Set<String> names = new LinkedHashSet<>(settings.pullSecrets());
    if (pod != null) {
      pod.imagePullSecrets().forEach(secret -> names.add(secret.name()));
    }
    return names.stream().map(LocalObjectReference::new).toList();
  }

  private Container container(LlmGateway gateway, Duration preStop, Duration maxStream) {
    LlmGatewaySpec spec = gateway.getSpec();
    PodSettings pod = spec.pod();
    PodResources resources = pod == null ? null : pod.resources();
    Map<String, Quantity> limits =
        resources == null || resources.limits().isEmpty() ? LIMITS : resources.limits();
    Map<String, Quantity> requests =
        resources == null || resources.requests().isEmpty() ? REQUESTS : resources.requests();
    int port = port(spec);
    List<EnvVar> environment =
        new ArrayList<>(
            Environment.of(ObjectName.of(gateway), settings, port, maxStream, directMiB(limits)));
    environment.addAll(Environment.extra(pod == null ? List.of() : pod.extraEnv()));
    return new ContainerBuilder()
        .withName("gateway")
        .withImage(spec.image() == null ? settings.image() : spec.image())
        .withImagePullPolicy(settings.pullPolicy())
        .withEnv(environment)
        .addNewPort()
        .withName("http")
        .withContainerPort(port)
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName("management")
        .withContainerPort(MANAGEMENT_PORT)
        .withProtocol("TCP")
        .endPort()
        .withNewResources()
        .withRequests(new TreeMap<>(requests))
        .withLimits(new TreeMap<>(limits))
        .endResources()
        .withStartupProbe(probe("/liveness", 2, 30))
        .withReadinessProbe(probe("/ready", 5, 2))
        .withLivenessProbe(probe("/liveness", 10, 6))
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(preStop.toSeconds())
        .endPreStop()
        .endLifecycle()
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(Volumes.mounts())
        .build();
  }

  /** Port for clients. */
  static int port(LlmGatewaySpec spec) {
    Integer port = spec.listener() == null ? null : spec.listener().port();
    return port == null ? PORT : port;
  }

  /** A quarter of what the container may use is for buffers, in MiB. */
  private static long directMiB(Map<String, Quantity> limits) {
    Quantity memory = limits.getOrDefault("memory", LIMITS.get("memory"));
    long bytes = memory == null ? 0 : memory.getNumericalAmount().longValue();
    return Math.max(64, bytes / 4 / 1024 / 1024);
  }

  private static Probe probe(String path, int seconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString("management"))
        .endHttpGet()
        .withPeriodSeconds(seconds)
        .withTimeoutSeconds(2)
        .withFailureThreshold(failures)
        .build();
  }

  private static List<TopologySpreadConstraint> spread(
      @Nullable PodSettings pod, GatewayNames names) {
    List<TopologySpreadConstraint> constraints = new ArrayList<>();
    if (pod == null || pod.topologySpread().isEmpty()) {
      constraints.add(constraint("topology.kubernetes.io/zone", 1, "ScheduleAnyway", names));
      constraints.add(constraint("kubernetes.io/hostname", 1, "ScheduleAnyway", names));
      return constraints;
    }
    for (TopologySpread own : pod.topologySpread()) {
      constraints.add(
          constraint(
              own.topologyKey(),
              own.maxSkew() == null ? 1 : own.maxSkew(),
              own.whenUnsatisfiable() == null ? "ScheduleAnyway" : own.whenUnsatisfiable().name(),
              names));
    }
    return constraints;
  }

  private static TopologySpreadConstraint constraint(
      String key, int skew, String unsatisfiable, GatewayNames names) {
    return new TopologySpreadConstraintBuilder()
        .withTopologyKey(key)
        .withMaxSkew(skew)
        .withWhenUnsatisfiable(unsatisfiable)
        .withLabelSelector(new LabelSelectorBuilder().withMatchLabels(names.selector()).build())
        .withMatchLabelKeys("pod-template-hash")
        .build();
  }
}
