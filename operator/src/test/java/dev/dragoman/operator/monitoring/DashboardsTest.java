package dev.dragoman.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dragoman.operator.monitoring.Dashboard.Panel;
import dev.dragoman.operator.monitoring.Dashboard.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards of {@code grafana}, as they are written and as they are imported. */
class DashboardsTest {
  /** Ids of Grafana's {@code valueFormats/categories.ts} that are used here. */
  private static final Set<String> UNITS =
      Set.of("s", "bytes", "reqps", "ops", "percentunit", "short", "none", "bool_yes_no");

  private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

  static List<Dashboard> dashboards() throws IOException {
    return Dashboard.all();
  }

  private static void holds(Path file, String wanted) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, wanted);
    }
    assertThat(file).as("-Dgolden.update=true rewrites it").hasContent(wanted);
  }

  @Test
  void thereIsOneForEachQuestion() throws IOException {
    assertThat(dashboards())
        .extracting(Dashboard::name)
        .containsExactly(
            "delivery", "latency", "limits", "losses", "providers", "spending", "traffic");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theFileIsWhatIsWrittenAndTheChartHoldsTheSame(Dashboard dashboard) throws IOException {
    String json = DashboardJson.of(dashboard);
    String file = dashboard.name() + ".json";
    holds(Repository.DASHBOARDS.resolve(file), json);
    holds(Repository.CHART.resolve("files/dashboards").resolve(file), json);
  }

  @Test
  void noFileIsLeftOver() throws IOException {
    List<String> wanted = dashboards().stream().map(one -> one.name() + ".json").toList();
    for (Path folder :
        List.of(Repository.DASHBOARDS, Repository.CHART.resolve("files/dashboards"))) {
      assertThat(Repository.files(folder, ".json"))
          .extracting(file -> file.getFileName().toString())
          .containsExactlyElementsOf(wanted);
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndInWhichUnit(Dashboard dashboard) {
    Set<String> titles = new HashSet<>();
    for (Panel panel : dashboard.panels()) {
      assertThat(titles.add(panel.title())).as(panel.title()).isTrue();
      assertThat(panel.description()).as(panel.title()).endsWith(".");
      assertThat(panel.unit()).as(panel.title()).isIn(UNITS);
      assertThat(panel.queries()).as(panel.title()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  @NeedsPrometheus
  void prometheusReadsEveryQuery(Dashboard dashboard, @TempDir Path folder) throws Exception {
    // Given: promtool reads queries in rules alone
    StringBuilder rules = new StringBuilder("groups: [{name: panels, rules: [");
    int count = 0;
    for (Panel panel : dashboard.panels()) {
      for (Query query : panel.queries()) {
        rules.append("\n{record: query%d, expr: '%s'},".formatted(count++, query.over("1m")));
      }
    }
    Path file = Files.writeString(folder.resolve("rules.yaml"), rules + "\n]}]\n");

    // Then
    assertThat(PrometheusTools.find().orElseThrow().promtool("check", "rules", file.toString()))
        .contains("SUCCESS: " + count + " rules found");
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void queriesAskForNothingButDocumentedMetrics(Dashboard dashboard) throws IOException {
    Set<String> known = MetricPage.series();
    for (Panel panel : dashboard.panels()) {
      for (Query query : panel.queries()) {
        assertThat(Queries.metrics(query.expr())).as(panel.title()).isNotEmpty();
        assertThat(known).as(panel.title()).containsAll(Queries.metrics(query.expr()));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void legendsNameLabelsThatTheQueryKeeps(Dashboard dashboard) {
    for (Panel panel : dashboard.panels()) {
      for (Query query : panel.queries()) {
        LEGEND_LABEL
            .matcher(query.legend())
            .results()
            .forEach(label ->
                assertThat(query.expr())
                    .as(panel.title())
                    .containsPattern("by \\([^)]*\\b" + label.group(1) + "\\b"));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theDatasourceIsAVariableEverywhere(Dashboard dashboard) throws IOException {
    JsonNode root = new ObjectMapper().readTree(DashboardJson.of(dashboard));
    assertThat(root.findValues("datasource"))
        .isNotEmpty()
        .allSatisfy(source -> assertThat(source.at("/uid").asText()).isEqualTo("${datasource}"));
    assertThat(root.at("/templating/list/0/type").asText()).isEqualTo("datasource");
  }
}
