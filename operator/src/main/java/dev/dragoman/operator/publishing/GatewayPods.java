package dev.dragoman.operator.publishing;

import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.delivery.OwnerLabels;
import dev.dragoman.operator.delivery.ReadyPods;
import dev.dragoman.operator.informers.Watched;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The pods of all gateways, found by the labels that the operator gave them, and which of them are
 * Ready. Thread-safe.
 */
public final class GatewayPods implements ReadyPods, AutoCloseable {
  private static final String BY_GATEWAY = "gateway";

  private static final Watched.Label OURS =
      new Watched.Label(OwnerLabels.MANAGED_BY, OwnerLabels.OPERATOR);

  private final Watched<Pod> pods;
  private final BiConsumer<String, String> changed;

  /**
   * Nothing is read yet.
   *
   * @param scope namespaces to look at; empty for all of them
   * @param changed is told the namespace, and the gateway as in the label, when other pods of it
   *     are Ready than before; it must not block
   */
  public GatewayPods(
      KubernetesClient client, Set<String> scope, BiConsumer<String, String> changed) {
    this.changed = changed;
    this.pods =
        Watched.labelled(client, Pod.class, scope, OURS, new Readiness())
            .indexed(BY_GATEWAY, GatewayPods::gateways);
  }

  private static List<String> gateways(Pod pod) {
    String label = gateway(pod);
    return label == null ? List.of() : List.of(key(pod.getMetadata().getNamespace(), label));
  }

  private static @Nullable String gateway(Pod pod) {
    Map<String, String> labels = pod.getMetadata().getLabels();
    return labels == null ? null : labels.get(OwnerLabels.GATEWAY);
  }

  private final class Readiness implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      if (isReady(pod)) {
        tell(pod);
      }
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      if (isReady(before) != isReady(pod)) {
        tell(pod);
      }
    }

    @Override
    public void onDelete(Pod pod, boolean lastStateUnknown) {
      if (lastStateUnknown || isReady(pod)) {
        tell(pod);
      }
    }

    private void tell(Pod pod) {
      String gateway = gateway(pod);
      if (gateway != null) {
        changed.accept(pod.getMetadata().getNamespace(), gateway);
      }
    }
  }

  private static String key(String namespace, String label) {
    return namespace + "/" + label;
  }

  /**
   * Returns when the pods are known: who asked before would be told that none is Ready.
   *
   * @throws IllegalStateException when that takes longer than {@code patience}
   */
  public void start(Duration patience) {
    pods.start();
    pods.await(patience);
  }

  @Override
  public Map<String, String> of(GatewayRef gateway) {
    String label = OwnerLabels.value(gateway.name());
    Map<String, String> ready = new TreeMap<>();
    for (Pod pod : pods.byIndex(BY_GATEWAY, key(gateway.namespace(), label))) {
      if (isReady(pod)) {
        ready.put(pod.getMetadata().getUid(), pod.getMetadata().getName());
      }
    }
    return ready;
  }

  /** One that is ending takes no new work. */
  private static boolean isReady(Pod pod) {
    PodStatus status = pod.getStatus();
    return !pod.isMarkedForDeletion()
        && status != null
        && status.getConditions() != null
        && status.getConditions().stream()
            .anyMatch(condition ->
                condition.getType().equals("Ready") && condition.getStatus().equals("True"));
  }

  @Override
  public void close() {
    pods.close();
  }
}
