package dev.dragoman.operator.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.Kubectl;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The settings for Argo CD, applied by kubectl itself to a real API server. */
@NeedsApiServer
class ArgoSettingsOnApiServerTest {

  @Test
  void theHealthChecksAddToSettingsThatAreThere(ApiServer server) throws Exception {
    // Given
    String namespace = server.newNamespace();
    ConfigMap settings =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("argocd-cm")
            .withNamespace(namespace)
            .endMetadata()
            .addToData("url", "https://argocd.example.com")
            .build();
    server.client().resource(settings).create();

    // When: as the README says
    Kubectl.Outcome outcome =
        server
            .kubectl()
            .run(
                "apply",
                "--server-side",
                "--field-manager",
                "dragoman-health",
                "-n",
                namespace,
                "-f",
                GitOpsFiles.ARGO_SETTINGS.toString());

    // Then
    assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    Map<String, String> data = server.client().resource(settings).get().getData();
    assertThat(data).containsEntry("url", "https://argocd.example.com").hasSize(7);
    assertThat(data.get("resource.customizations.health.dragoman.dev_LlmRoute"))
        .isEqualTo(data.get("resource.customizations.health.dragoman.dev_ApiKey"))
        .contains("return health(");
  }
}
