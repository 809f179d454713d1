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

  private static List<Deployment> operators(String namespace, ApiServer server) {
    return server.client().apps().deployments().inNamespace(namespace).list().getItems();
  }
}
