package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart makes for Prometheus and Grafana. */
class MonitoringTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String NAMESPACE = "dragoman-system";
  private static final Path VALUES = Chart.DRAGOMAN.folder().resolve("ci/monitoring-values.yaml");

  private final String yaml = Chart.DRAGOMAN.template(NAMESPACE).withValuesFile(VALUES).call();

  /** The one object of a kind that Kubernetes itself does not know. */
  private static JsonNode foreign(String kind, String yaml) throws IOException {
    HasMetadata object =
        Chart.objects(yaml).stream()
            .filter(one -> one.getKind().equals(kind))
            .reduce((_, _) -> {
              throw new AssertionError("more than one " + kind);
            })
            .orElseThrow();
    return YAML.valueToTree(object);
  }

  private static Map<String, String> labels(JsonNode selector) {
    return YAML.convertValue(
        selector.get("matchLabels"),
        YAML.getTypeFactory().constructMapType(Map.class, String.class, String.class));
  }

  @Test
  @Tag("requirement-76")
  void aClusterWithoutThePrometheusOperatorIsAskedForNoneOfItsKinds() {
    assertThat(Chart.objects(Chart.DRAGOMAN.template(NAMESPACE).call()))
        .noneMatch(object -> object.getApiVersion().startsWith("monitoring.coreos.com"))
        .noneMatch(object -> object instanceof ConfigMap);
  }

  @Test
  void theOperatorIsScrapedThroughItsService() throws IOException {
    JsonNode spec = foreign("ServiceMonitor", yaml).get("spec");
    Service service = Chart.all(Service.class, yaml).getFirst();
    assertThat(service.getMetadata().getLabels())
        .containsAllEntriesOf(labels(spec.get("selector")));
    assertThat(service.getSpec().getPorts())
        .extracting(ServicePort::getName)
        .contains(spec.at("/endpoints/0/port").asText());
    assertThat(spec.at("/namespaceSelector/matchNames/0").asText()).isEqualTo(NAMESPACE);
    assertThat(spec.at("/endpoints/0/interval").asText()).isEqualTo("15s");
  }

  @Test
  void gatewaysAreScrapedAsTheOperatorLabelsThem() throws IOException {
    // Given: the workload as the operator's renderer makes it
    String workload = Files.readString(Path.of("src/test/resources/workload/plain/out.yaml"));
    Deployment pods = Chart.all(Deployment.class, workload).getFirst();
    JsonNode spec = foreign("PodMonitor", yaml).get("spec");

    // Then
    assertThat(pods.getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(labels(spec.get("selector")))
        .containsKey("dragoman.dev/gateway");
    assertThat(pods.getSpec().getTemplate().getSpec().getContainers().getFirst().getPorts())
        .anyMatch(port -> port.getName().equals(spec.at("/podMetricsEndpoints/0/port").asText()));
    assertThat(spec.at("/namespaceSelector/any").asBoolean()).isTrue();
  }

  @Test
  void namedNamespacesAloneAreScraped() throws IOException {
    String named =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .withValuesFile(VALUES)
            .set("operator.watchNamespaces[0]", "team-a")
            .call();
    JsonNode selector = foreign("PodMonitor", named).at("/spec/namespaceSelector");
    assertThat(selector.at("/matchNames/0").asText()).isEqualTo("team-a");
    assertThat(selector.has("any")).isFalse();
  }

  @Test
  void theRuleHoldsTheAlertsAsTheyAreTested() throws IOException {
    JsonNode rule = foreign("PrometheusRule", yaml);
    assertThat(rule.get("spec"))
        .isEqualTo(
            YAML.readTree(Chart.repository().resolve("grafana/rules/dragoman.yaml").toFile()));
    assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("monitoring");
  }

  @Test
  void runbooksMayLieElsewhere() throws IOException {
    String elsewhere =
        Chart.DRAGOMAN
            .template(NAMESPACE)
            .withValuesFile(VALUES)
            .set("metrics.prometheusRule.runbooks", "https://wiki.internal/llm/")
            .call();
    assertThat(foreign("PrometheusRule", elsewhere).findValuesAsText("runbook_url"))
        .hasSize(12)
        .allMatch(url -> url.matches("https://wiki\\.internal/llm/[A-Za-z]+"));
  }

  @Test
  void eachDashboardIsAConfigMapThatGrafanasSidecarFinds() throws IOException {
    List<ConfigMap> maps = Chart.all(ConfigMap.class, yaml);
    try (Stream<Path> files = Files.list(Chart.repository().resolve("grafana"))) {
      assertThat(maps)
          .hasSize((int) files.filter(file -> file.toString().endsWith(".json")).count());
    }
    for (ConfigMap map : maps) {
      assertThat(map.getMetadata().getNamespace()).isEqualTo("monitoring");
      assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
      assertThat(map.getMetadata().getAnnotations()).containsEntry("grafana_folder", "LLM");
      Map.Entry<String, String> file = map.getData().entrySet().iterator().next();
      Path source =
          Chart.repository()
              .resolve("grafana")
              .resolve(file.getKey().replaceFirst("^dragoman-", ""));
      assertThat(YAML.readTree(file.getValue())).isEqualTo(YAML.readTree(source.toFile()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "metrics.serviceMonitor.enabled, sometimes, /metrics/serviceMonitor/enabled",
    "metrics.prometheusRule.runbooks, wiki, /metrics/prometheusRule/runbooks",
    "metrics.grafana.lable, mine, 'lable'"
  })
  @Tag("requirement-75")
  void whatNobodyReadsIsRefusedByItsName(String name, String value, String named) {
    assertThatThrownBy(() -> Chart.DRAGOMAN.template(NAMESPACE).set(name, value).call())
        .hasMessageContaining(named);
  }
}
