package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.operator.chart.ValuesSchema.Entry;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every value that a chart takes is described, and it takes no other. */
class ValuesSchemaTest {
  /** Where names are the user's or Kubernetes' own, which the API server judges. */
  private static final Map<Chart, Set<String>> FREE =
      Map.of(
          Chart.CRDS,
          Set.of("global"),
          Chart.DRAGOMAN,
          Set.of(
              "global",
              "commonLabels",
              "operator.resources",
              "operator.extraEnv[]",
              "operator.podLabels",
              "operator.podAnnotations",
              "operator.nodeSelector",
              "operator.tolerations[]",
              "operator.affinity",
              "gateway.default.spec",
              "serviceAccount.annotations",
              "metrics.serviceMonitor.labels",
              "metrics.prometheusRule.labels"));

  private static Set<String> paths(Chart chart, Predicate<Entry> which) throws IOException {
    return ValuesSchema.of(chart).entries().stream()
        .filter(which)
        .map(Entry::path)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void everyValueIsDescribed(Chart chart) throws IOException {
    assertThat(
            paths(
                chart,
                entry ->
                    !entry.path().isEmpty()
                        && !entry.path().endsWith("[]")
                        && !entry.description().endsWith(".")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  @Tag("requirement-75")
  void noOtherKeyIsTakenWhereKeysAreNamed(Chart chart) throws IOException {
    assertThat(paths(chart, entry -> entry.isBranch() && !entry.isClosed())).isEmpty();
    assertThat(paths(chart, Entry::isFreeMap)).isEqualTo(new TreeSet<>(FREE.get(chart)));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theFileOfValuesHasWhatTheSchemaHas(Chart chart) throws IOException {
    // Given: what users never set, and what only stands in lists of theirs
    Set<String> known = paths(chart, entry -> !entry.isBranch() && !entry.path().contains("[]"));
    known.removeAll(Set.of("global", "enabled"));

    // Then
    Set<String> values = new TreeSet<>();
    leaves("", ValuesSchema.values(chart), known, values);
    assertThat(values).isEqualTo(known);
  }

  private static void leaves(String path, JsonNode value, Set<String> known, Set<String> found) {
    if (value.isObject() && !known.contains(path)) {
      value
          .properties()
          .forEach(field ->
              leaves(
                  path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                  field.getValue(),
                  known,
                  found));
    } else {
      found.add(path);
    }
  }
}
