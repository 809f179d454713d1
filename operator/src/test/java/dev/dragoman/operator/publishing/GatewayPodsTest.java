package dev.dragoman.operator.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.delivery.OwnerLabels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a real API server. */
@NeedsApiServer
class GatewayPodsTest {
  private final KubernetesClient client;
  private final String namespace;

  GatewayPodsTest(ApiServer server) {
    client = server.client();
    namespace = server.newNamespace();
  }

  private String pod(String name, String gateway, String ready) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels(OwnerLabels.MANAGED_BY, OwnerLabels.OPERATOR)
            .addToLabels(OwnerLabels.GATEWAY, OwnerLabels.value(gateway))
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("gateway")
            .withImage("gateway")
            .endContainer()
            .endSpec()
            .build();
    Pod made = client.resource(pod).create();
    client
        .resource(
            new PodBuilder(made)
                .withNewStatus()
                .addNewCondition()
                .withType("Ready")
                .withStatus(ready)
                .endCondition()
                .endStatus()
                .build())
        .updateStatus();
    return made.getMetadata().getUid();
  }

  @Test
  @Tag("requirement-25")
  void whoAsksAfterTheStartIsToldOfEveryReadyPod() {
    // Given
    String ready = pod("a", "main", "True");
    pod("b", "main", "False");
    pod("c", "other", "True");

    // When
    try (GatewayPods pods = new GatewayPods(client, Set.of(namespace), (_, _) -> {})) {
      pods.start(Duration.ofMinutes(1));

      // Then
      assertThat(pods.of(new GatewayRef(namespace, "main", "uid"))).containsOnlyKeys(ready);
    }
  }
}
