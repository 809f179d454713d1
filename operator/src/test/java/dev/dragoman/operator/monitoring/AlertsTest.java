package dev.dragoman.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of {@code grafana/rules}: kubernetes.md 5 names the alerts that there have to be. */
class AlertsTest {
  private static final Path CASES = Path.of("src/test/resources/alerts");
  private static final Set<String> WANTED =
      Set.of(
          "ConfigNotConverged",
          "ConfigRejected",
          "GatewayStreamDown",
          "OperatorNoLeader",
          "ReconcileErrors",
          "KeyStoreUnavailable",
          "BudgetBurn",
          "UpstreamErrorBudget",
          "TimeToFirstToken",
          "StreamsBreaking",
          "CertificateExpiring",
          "DrainTimeouts");

  /** The quote and what stands between it and the next. */
  private static final Pattern QUERY =
      Pattern.compile("(?m)^promtool query instant \\S+ (['\"])(.*)\\1$");

  private static List<JsonNode> rules() throws IOException {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : Repository.yaml(Repository.RULES).get("groups")) {
      group.get("rules").forEach(rules::add);
    }
    return rules;
  }

  static List<JsonNode> alerts() throws IOException {
    return rules().stream().filter(rule -> rule.has("alert")).toList();
  }

  private static String promtool(String... arguments) throws Exception {
    return PrometheusTools.find().orElseThrow().promtool(arguments);
  }

  @Test
  void thereIsEachAlertThatIsWanted() throws IOException {
    assertThat(alerts())
        .extracting(alert -> alert.get("alert").asText())
        .containsExactlyInAnyOrderElementsOf(WANTED);
  }

  @Test
  void theRunbooksAreThoseOfTheAlerts() throws IOException {
    assertThat(Repository.files(Repository.RUNBOOKS, ".md"))
        .extracting(page -> page.getFileName().toString().replace(".md", ""))
        .containsExactlyInAnyOrderElementsOf(WANTED);
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void anAlertSaysHowBadItIsWhatItMeansAndWhatToDo(JsonNode alert) throws IOException {
    String name = alert.get("alert").asText();
    assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
    assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
    assertThat(alert.at("/annotations/description").asText()).isNotBlank();
    assertThat(alert.at("/annotations/runbook_url").asText())
        .isEqualTo("https://dragoman.dev/runbooks/" + name);
    assertThat(Files.readString(Repository.RUNBOOKS.resolve(name + ".md")))
        .startsWith("# " + name + "\n")
        .contains("## What it means", "## How to look", "```sh\n", "## What to do");
  }

  @Test
  void runbooksAskForDocumentedMetricsAndTheShellFillsInTheirVariables() throws IOException {
    Set<String> known = MetricPage.series();
    for (Path page : Repository.files(Repository.RUNBOOKS, ".md")) {
      Matcher query = QUERY.matcher(Files.readString(page));
      while (query.find()) {
        assertThat(query.group(1) + query.group(2)).as("%s", page).doesNotMatch("'.*\\$[A-Z].*");
        String asked = query.group(2).replaceAll("\\$[A-Z]+", "any");
        assertThat(Queries.metrics(asked)).as("%s: %s", page, asked).isNotEmpty();
        assertThat(known).as("%s: %s", page, asked).containsAll(Queries.metrics(asked));
      }
    }
  }

  @Test
  void rulesAskForNothingButDocumentedMetricsAndWhatIsRecorded() throws IOException {
    // Given
    Set<String> known = new TreeSet<>(MetricPage.series());
    rules().stream()
        .filter(rule -> rule.has("record"))
        .forEach(rule -> known.add(rule.get("record").asText()));

    // Then
    for (JsonNode rule : rules()) {
      String query = rule.get("expr").asText();
      assertThat(Queries.metrics(query)).as(query).isNotEmpty();
      assertThat(known).as(query).containsAll(Queries.metrics(query));
    }
  }

  @Test
  @NeedsPrometheus
  void prometheusReadsTheRules() throws Exception {
    assertThat(promtool("check", "rules", Repository.RULES.toString())).contains("SUCCESS");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  @NeedsPrometheus
  void anAlertFiresWhenItMustAndNotWhenItNeedNot(JsonNode alert) throws Exception {
    // Given
    String name = alert.get("alert").asText();
    Path file = CASES.resolve(name + ".yaml");
    List<Boolean> fires = new ArrayList<>();
    for (JsonNode test : Repository.yaml(file).get("tests")) {
      for (JsonNode asked : test.get("alert_rule_test")) {
        assertThat(asked.get("alertname").asText()).isEqualTo(name);
        fires.add(!asked.get("exp_alerts").isEmpty());
      }
    }
    assertThat(fires).as("%s has one of each", file).contains(true, false);

    // Then
    assertThat(promtool("test", "rules", file.toString())).contains("SUCCESS");
  }

  @Test
  void theChartHoldsTheSameRules() throws IOException {
    assertThat(Repository.CHART.resolve("files/rules.yaml"))
        .hasSameBinaryContentAs(Repository.RULES);
  }
}
