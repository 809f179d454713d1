package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    OnApiServer.installMonitoring(server);
  }

  @ParameterizedTest
  @MethodSource("values")
  void theServerTakesEveryObject(Path values, ApiServer server) throws IOException {
    // Given: releases whose objects of the whole cluster do not collide
    String release = String.valueOf(values.getFileName()).replace("-values.yaml", "");
    String namespace = server.newNamespace();
    String yaml = Chart.DRAGOMAN.template(release, namespace).withValuesFile(values).call();
    List<GenericKubernetesResource> objects = new ArrayList<>(Chart.trees(yaml));
    objects.addAll(
        Chart.trees(Chart.DRAGOMAN.tests(release, namespace).withValuesFile(values).call()));

    // Then
    assertThat(objects).isNotEmpty();
    for (GenericKubernetesResource object : objects) {
      OnApiServer.provideNamespace(server, object.getMetadata().getNamespace());
      assertThat(server.client().resource(object).fieldValidation(Validation.STRICT).create())
          .as(object.getKind())
          .isNotNull();
    }
  }
}
