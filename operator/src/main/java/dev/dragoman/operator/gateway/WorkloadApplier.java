package dev.dragoman.operator.gateway;

import dev.dragoman.operator.delivery.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the API server hold what is wanted, by server-side apply under one field manager: what others
 * write beside it stays, what they write over it is put back. Nothing is sent when what is there
 * says all that is wanted, and was applied from the same wish: the second tells when a wish no
 * longer has a field that it had.
 *
 * <p>Written here rather than as dependents of the framework: one rule says for all kinds when
 * there is nothing to do, a test shows it without a cluster, and the hand-over of the number of
 * pods needs a step between in any case.
 */
final class WorkloadApplier {
  /** Field manager of everything that the operator applies; another name would orphan fields. */
  static final String MANAGER = "dragoman-operator";

  /** Keeps the number of pods between the operator, which lets go of it, and the autoscaler. */
  static final String SCALE_MANAGER = "dragoman-scale";

  /** Annotation with a digest of the wish. */
  static final String WISH = "dragoman.dev/applied";

  private static final Logger LOG = LoggerFactory.getLogger(WorkloadApplier.class);

  private final KubernetesClient client;

  WorkloadApplier(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Sees to it that {@code wanted} is there.
   *
   * @param found what is there, null when nothing is known of it
   */
  void apply(HasMetadata wanted, @Nullable HasMetadata found) {
    HasMetadata wish = withDigest(wanted);
    if (found != null && Subset.holds(tree(wish), tree(found))) {
      return;
    }
    if (found instanceof Deployment before && wanted instanceof Deployment after) {
      handOver(before, after);
    }
    LOG.atInfo()
        .addKeyValue("kind", wanted.getKind())
        .addKeyValue("namespace", wanted.getMetadata().getNamespace())
        .addKeyValue("name", wanted.getMetadata().getName())
        .log("applied");
    patch(wish, MANAGER);
  }

  private void patch(HasMetadata object, String manager) {
    client
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(true)
                .build());
  }

  private HasMetadata withDigest(HasMetadata wanted) {
    String digest = Sha256.of(client.getKubernetesSerialization().asJson(tree(wanted)));
    HasMetadata wish = client.getKubernetesSerialization().clone(wanted);
    Map<String, String> annotations = new TreeMap<>(Map.of(WISH, digest.substring(0, 16)));
    if (wish.getMetadata().getAnnotations() != null) {
      annotations.putAll(wish.getMetadata().getAnnotations());
    }
    wish.getMetadata().setAnnotations(annotations);
    return wish;
  }

  private Map<?, ?> tree(HasMetadata object) {
    return client.getKubernetesSerialization().convertValue(object, TreeMap.class);
  }

  /**
   * A field that its only manager lets go of is removed and gets its default: there would be one
   * pod until the autoscaler acts. So somebody else holds the present number first.
   */
  private void handOver(Deployment before, Deployment after) {
    Integer replicas = before.getSpec().getReplicas();
    if (after.getSpec().getReplicas() == null && replicas != null && isOurs(before)) {
      patch(
          new DeploymentBuilder()
              .withMetadata(
                  new ObjectMetaBuilder()
                      .withNamespace(before.getMetadata().getNamespace())
                      .withName(before.getMetadata().getName())
                      .build())
              .withNewSpec()
              .withReplicas(replicas)
              .endSpec()
              .build(),
          SCALE_MANAGER);
    }
  }

  private static boolean isOurs(Deployment deployment) {
    return deployment.getMetadata().getManagedFields().stream()
        .filter(entry -> MANAGER.equals(entry.getManager()))
        .map(ManagedFieldsEntry::getFieldsV1)
        .anyMatch(fields ->
            fields != null
                && fields.getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:replicas"));
  }

  /** Sees to it that what is not wanted any more is gone, if it was ours. */
  void remove(@Nullable HasMetadata found, String ownerUid) {
    if (found == null
        || found.getMetadata().getOwnerReferences().stream()
            .map(OwnerReference::getUid)
            .noneMatch(ownerUid::equals)) {
      return;
    }
    LOG.atInfo()
        .addKeyValue("kind", found.getKind())
        .addKeyValue("namespace", found.getMetadata().getNamespace())
        .addKeyValue("name", found.getMetadata().getName())
        .log("deleted");
    client.resource(found).delete();
  }
}
