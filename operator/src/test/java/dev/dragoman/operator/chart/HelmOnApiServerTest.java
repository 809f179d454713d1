package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a release, by Helm itself on a real API server. */
@NeedsApiServer
class HelmOnApiServerTest {
  private static final Path RELEASED = Path.of("src/test/resources/charts/dragoman-0.1.0.tgz");

  @TempDir private Path folder;

  private static void install(Path chart, String name, String namespace, ApiServer server) {
    Release release =
        new Helm(chart)
            .install()
            .withName(name)
            .withNamespace(namespace)
            .skipCrds()
            .set("fullnameOverride", name)
            .withKubeConfig(server.kubeconfig())
            .call();
    assertThat(release.getStatus()).isEqualTo("deployed");
  }

  @Test
  void theReleaseBecomesTheChartOfNow(ApiServer server) throws IOException {
    // Given
    String namespace = server.newNamespace();
    install(new ChartArchive(RELEASED).unpack(folder), "life", namespace, server);

    // When
    Release release =
        new Helm(Chart.DRAGOMAN.folder())
            .upgrade()
            .withName("life")
            .withNamespace(namespace)
            .resetThenReuseValues()
            .withKubeConfig(server.kubeconfig())
            .call();

    // Then
    assertThat(release.getStatus()).isEqualTo("deployed");
    assertThat(release.getRevision()).isEqualTo("2");
    assertThat(operators(namespace, server)).hasSize(1);

    // When
    Helm.uninstall("life").withNamespace(namespace).withKubeConfig(server.kubeconfig()).call();

    // Then
    assertThat(operators(namespace, server)).isEmpty();
  }

  /**
   * {@code Auto} of {@code metrics}; a cluster may have one kind of the Prometheus operator alone.
   */
  @Test
  void whatPrometheusReadsIsMadeWhereItsKindIs(ApiServer server) {
    // Given
    server.install(foreign("PrometheusRule"));
    String namespace = server.newNamespace();

    // When
    install(Chart.DRAGOMAN.folder(), "seen", namespace, server);

    // Then
    assertThat(
            server
                .client()
                .genericKubernetesResources("monitoring.coreos.com/v1", "PrometheusRule")
                .inNamespace(namespace)
                .list()
                .getItems())
        .hasSize(1);
    Helm.uninstall("seen").withNamespace(namespace).withKubeConfig(server.kubeconfig()).call();
  }

  private static String foreign(String kind) {
    String plural = kind.toLowerCase(Locale.ROOT) + "s";
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %1$s.monitoring.coreos.com}
    spec:
      group: monitoring.coreos.com
      scope: Namespaced
      names: {kind: %2$s, plural: %1$s}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
    """
        .formatted(plural, kind);
  }

  private static List<Deployment> operators(String namespace, ApiServer server) {
    return server.client().apps().deployments().inNamespace(namespace).list().getItems();
  }
}
