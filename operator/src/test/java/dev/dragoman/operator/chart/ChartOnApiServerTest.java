package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
    for (String kind : List.of("ServiceMonitor", "PodMonitor", "PrometheusRule")) {
      assertThat(server.install(unjudged(kind))).isNotNull();
    }
  }

  /** A kind of the Prometheus operator, whose definitions are not here: any spec is taken. */
  private static String unjudged(String kind) {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata: {name: %2$ss.monitoring.coreos.com}
    spec:
      group: monitoring.coreos.com
      scope: Namespaced
      names: {kind: %1$s, listKind: %1$sList, plural: %2$ss, singular: %2$s}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
    """
        .formatted(kind, kind.toLowerCase(Locale.ROOT));
  }

  @ParameterizedTest
  @MethodSource("values")
  void theServerTakesEveryObject(Path values, ApiServer server) {
    // Given: releases whose objects of the whole cluster do not collide
    String release = String.valueOf(values.getFileName()).replace("-values.yaml", "");
    String yaml =
        Chart.DRAGOMAN.template(release, server.newNamespace()).withValuesFile(values).call();
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
