package dev.dragoman.operator.chart;

import dev.dragoman.admission.ApiServer;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rendering needs of an API server to be taken. */
final class OnApiServer {

  private OnApiServer() {}

  /** The kinds of the Prometheus operator, whose definitions are not here: any spec is taken. */
  static void installMonitoring(ApiServer server) {
    for (String kind : List.of("ServiceMonitor", "PodMonitor", "PrometheusRule")) {
      server.install(unjudged(kind));
    }
  }

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

  /** The namespace, unless it is there or the object has none. */
  static void provideNamespace(ApiServer server, @Nullable String namespace) {
    if (namespace != null) {
      server
          .client()
          .namespaces()
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .serverSideApply();
    }
  }
}
