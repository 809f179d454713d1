package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.TemplateCommand;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Releases upgraded to the chart of now, as Helm 4 does it: server-side apply by the manager {@code
 * helm}, without force.
 */
@NeedsApiServer
class ChartUpgradeTest {
  private static final Path RELEASES = Path.of("src/test/resources/charts");
  private static final PatchContext AS_HELM =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("helm")
          .withForce(false)
          .withFieldValidation("Strict")
          .build();

  @TempDir private static Path unpacked;

  /** A released chart with the values of somebody who installed it. */
  record Installed(String release, Path chart, Path values) {
    String name() {
      return String.valueOf(values.getFileName()).replaceFirst("(-values)?\\.yaml$", "");
    }

    String render(Path folder, String namespace) {
      return Chart.template(folder, "upgrade-" + name(), namespace).withValuesFile(values).call();
    }

    @Override
    public String toString() {
      return release + " with " + values.getFileName();
    }
  }

  static List<Installed> releases() throws IOException {
    List<Installed> releases = new ArrayList<>();
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(RELEASES, "*.tgz")) {
      for (Path archive : archives) {
        String name = String.valueOf(archive.getFileName());
        Path folder = unpacked.resolve(name);
        Path chart =
            Files.isDirectory(folder)
                ? folder.resolve("dragoman")
                : new ChartArchive(archive).unpack(folder);
        // Also who wrote down every value of then.
        releases.add(new Installed(name, chart, chart.resolve("values.yaml")));
        for (Path values : Chart.valueFiles(chart)) {
          releases.add(new Installed(name, chart, values));
        }
      }
    }
    return releases;
  }

  @BeforeAll
  static void install(ApiServer server) {
    OnApiServer.installMonitoring(server);
  }

  @ParameterizedTest
  @MethodSource("releases")
  void theServerTakesEveryObjectOverThatOfTheRelease(Installed release, ApiServer server)
      throws IOException {
    // Given
    String namespace = server.newNamespace();
    String before = release.render(release.chart(), namespace);
    String after = release.render(Chart.DRAGOMAN.folder(), namespace);
    definitions(release.chart().resolve("crds"), server);
    delete(before, server);
    apply(before, server);

    // When: definitions first, as the chart's notes say
    definitions(Chart.DRAGOMAN.folder().resolve("crds"), server);
    List<GenericKubernetesResource> upgraded = apply(after, server);

    // Then
    assertThat(upgraded).isNotEmpty();
    for (GenericKubernetesResource object : upgraded) {
      assertThat(object.getMetadata().getManagedFields())
          .as(object.getKind())
          .extracting(entry -> entry.getManager())
          .containsOnly("helm");
    }
    delete(after, server);
  }

  /** Namespaces that values name are those of other tests, too. */
  private static void delete(String yaml, ApiServer server) {
    Chart.trees(yaml).forEach(object -> server.client().resource(object).delete());
  }

  @ParameterizedTest
  @MethodSource("releases")
  void whatWasAValueThenIsOneNow(Installed release) {
    assertThatCode(() -> release.render(Chart.DRAGOMAN.folder(), "default"))
        .doesNotThrowAnyException();
  }

  /** What the first test would say to a chart that changes what cannot be changed. */
  @Test
  void anotherSelectorIsRefused(ApiServer server) throws IOException {
    // Given
    String namespace = server.newNamespace();
    Installed release = releases().getFirst();
    Map<String, String> names = Map.of("fullnameOverride", "same", "rbac.create", "false");
    apply(rendered(release.chart(), namespace, names), server);

    // When
    String other =
        rendered(release.chart(), namespace, names)
            .replace(
                "app.kubernetes.io/component: operator", "app.kubernetes.io/component: controller");

    // Then
    assertThatThrownBy(() -> apply(other, server))
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("immutable");
  }

  private static String rendered(Path chart, String namespace, Map<String, String> values) {
    TemplateCommand command = Chart.template(chart, "selector", namespace);
    values.forEach(command::set);
    return command.call();
  }

  private static void definitions(Path folder, ApiServer server) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.yaml")) {
      for (Path file : files) {
        server.install(Files.readString(file));
      }
    }
  }

  private static List<GenericKubernetesResource> apply(String yaml, ApiServer server) {
    List<GenericKubernetesResource> applied = new ArrayList<>();
    for (GenericKubernetesResource object : Chart.trees(yaml)) {
      OnApiServer.provideNamespace(server, object.getMetadata().getNamespace());
      applied.add(server.client().resource(object).patch(AS_HELM));
    }
    return applied;
  }
}
