package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the charts render, judged by a real API server. */
@NeedsApiServer
class ChartOnApiServerTest {

  static List<Path> values() {
    return Chart.DRAGOMAN.valueFiles();
  }

  @BeforeAll
  static void install(ApiServer server) {
    for (String document : Chart.CRDS.template("default").call().split("(?m)^---$", -1)) {
      if (document.contains("kind:")) {
        assertThat(server.install(document).getMetadata().getName()).endsWith(".dragoman.dev");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void theServerTakesEveryObject(Path values, ApiServer server) {
    // Given
    String yaml = Chart.DRAGOMAN.template(server.newNamespace()).withValuesFile(values).call();
    List<GenericKubernetesResource> objects = Chart.trees(yaml);

    // Then
    assertThat(objects).isNotEmpty();
    for (GenericKubernetesResource object : objects) {
      String namespace = object.getMetadata().getNamespace();
      if (namespace != null) {
        provide(server, namespace);
      }
      assertThat(server.client().resource(object).fieldValidation(Validation.STRICT).create())
          .as(object.getKind())
          .isNotNull();
    }
  }

  private static void provide(ApiServer server, String namespace) {
    server
        .client()
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .serverSideApply();
  }
}
