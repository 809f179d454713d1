package dev.dragoman.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.admission.ApiServer;
import dev.dragoman.admission.NeedsApiServer;
import dev.dragoman.operator.cluster.PodProcess;
import dev.dragoman.operator.monitoring.Dashboard;
import dev.dragoman.operator.monitoring.Dashboard.Panel;
import dev.dragoman.operator.monitoring.Dashboard.Query;
import dev.dragoman.operator.monitoring.DashboardPicture;
import dev.dragoman.operator.monitoring.Exposition;
import dev.dragoman.operator.monitoring.MetricPage;
import dev.dragoman.operator.monitoring.NeedsPrometheus;
import dev.dragoman.operator.monitoring.ScrapingPrometheus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A fleet under load as a real Prometheus sees it: what the dashboards then show. */
@NeedsApiServer(controllers = true)
@NeedsPrometheus
@TestInstance(Lifecycle.PER_CLASS)
class FleetMetricsTest {
  /** Instead of what Grafana would choose for scrapes that are 15 s apart. */
  private static final String INTERVAL = "15s";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration PICTURED = Duration.ofSeconds(90);

  private FleetCluster cluster;
  private SeenFleet fleet;
  private ScrapingPrometheus prometheus;
  private Instant began;

  /** A moment under load; later, without requests, rates have no value any more. */
  private Instant loaded;

  static List<Dashboard> dashboards() throws IOException {
    return Dashboard.all();
  }

  @BeforeAll
  void start(ApiServer server) throws Exception {
    cluster = new FleetCluster(server, Clock.systemUTC());
    fleet = SeenFleet.on(cluster);
    fleet.edit(0);
    fleet.load();
    began = Instant.now();
    prometheus =
        ScrapingPrometheus.start(
            Files.createTempDirectory(Path.of("target").toAbsolutePath(), "prometheus-"),
            Map.of("gateway", gateways(), "operator", List.of(operator())));
    int edits = 0;
    Instant end = began.plus(PATIENCE);
    Instant pictured = Boolean.getBoolean("golden.update") ? began.plus(PICTURED) : began;
    loaded = Instant.now();
    while (loaded.isBefore(pictured)
        || (loaded.isBefore(end) && !emptyPanels(Dashboard.all()).isEmpty())) {
      fleet.edit(++edits);
      fleet.load();
      loaded = Instant.now();
    }
  }

  @AfterAll
  void end() {
    if (prometheus != null) {
      prometheus.close();
    }
    cluster.close();
  }

  private List<String> gateways() {
    return cluster.pods().stream().map(pod -> pod.address() + ":9000").toList();
  }

  private String operator() {
    return "127.0.0.1:" + cluster.operator().metricsPort();
  }

  private String metrics(String address) throws IOException, InterruptedException {
    return cluster
        .http()
        .send(
            HttpRequest.newBuilder(URI.create("http://" + address + "/metrics")).build(),
            BodyHandlers.ofString())
        .body();
  }

  private List<String> emptyPanels(List<Dashboard> dashboards)
      throws IOException, InterruptedException {
    List<String> empty = new ArrayList<>();
    for (Dashboard dashboard : dashboards) {
      for (Panel panel : dashboard.panels()) {
        for (Query query : panel.queries()) {
          if (!isAnswered(panel, prometheus.query(query.over(INTERVAL), loaded))) {
            empty.add(dashboard.name() + ": " + panel.title() + ": " + query.expr());
          }
        }
      }
    }
    return empty;
  }

  /** A panel that only ever showed 0 would look the same if nothing fed it. */
  private static boolean isAnswered(Panel panel, JsonNode series) {
    for (JsonNode one : series) {
      double value = Double.parseDouble(one.at("/value/1").asText());
      if (value > 0 || (value == 0 && panel.quiet())) {
        return true;
      }
    }
    return false;
  }

  @Test
  void theListIsWhatTheProcessesServe() throws Exception {
    // Given
    Exposition gateway = new Exposition();
    for (PodProcess pod : cluster.pods()) {
      gateway.and(metrics(pod.address() + ":9000"));
    }
    String page = MetricPage.of(gateway, new Exposition().and(metrics(operator())));

    // Then
    if (Boolean.getBoolean("golden.update")) {
      MetricPage.write(page);
    }
    assertThat(MetricPage.read()).as("-Dgolden.update=true rewrites it").isEqualTo(page);
  }

  @Test
  void everyProcessIsScraped() throws Exception {
    JsonNode up = prometheus.query("up");
    assertThat(up).hasSize(3);
    assertThat(up).allSatisfy(one -> assertThat(one.at("/value/1").asText()).isEqualTo("1"));
  }

  @Test
  void everyRuleCanBeEvaluated() throws Exception {
    assertThat(judgedRules())
        .isNotEmpty()
        .allSatisfy(
            rule -> assertThat(rule.at("/health").asText()).as(rule.toString()).isEqualTo("ok"));
  }

  /** Each group has its own interval, and its first turn comes within one. */
  private List<JsonNode> judgedRules() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    List<JsonNode> rules = prometheus.rules();
    while (rules.stream().anyMatch(rule -> rule.at("/health").asText().equals("unknown"))
        && Instant.now().isBefore(end)) {
      Thread.sleep(500);
      rules = prometheus.rules();
    }
    return rules;
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void noPanelIsEmpty(Dashboard dashboard) throws Exception {
    assertThat(emptyPanels(List.of(dashboard))).isEmpty();
    if (Boolean.getBoolean("golden.update")) {
      new DashboardPicture(prometheus, began, loaded, INTERVAL).write(dashboard);
    }
  }
}
