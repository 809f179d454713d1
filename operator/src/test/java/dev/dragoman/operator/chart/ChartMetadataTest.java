package dev.dragoman.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dragoman.admission.Admission;
import dev.dragoman.admission.Verdict;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What Chart.yaml says is what the chart holds. The annotations are those of Artifact Hub
 * (artifacthub.io/docs/topics/annotations/helm).
 */
class ChartMetadataTest {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
  private static final Pattern ENTRY = Pattern.compile("(?m)^## \\[(.+?)] - (.+)$");

  private static JsonNode metadata(Chart chart) throws IOException {
    return YAML.readTree(chart.folder().resolve("Chart.yaml").toFile());
  }

  /** An annotation that holds YAML itself. */
  private static JsonNode annotation(String name) throws IOException {
    return YAML.readTree(
        metadata(Chart.DRAGOMAN).path("annotations").path("artifacthub.io/" + name).asText());
  }

  private static String changelog() throws IOException {
    return Files.readString(Chart.DRAGOMAN.folder().resolve("CHANGELOG.md"));
  }

  @ParameterizedTest
  @EnumSource(Chart.class)
  void theOldestKubernetesIsTheOneWhoseApiIsUsed(Chart chart) throws IOException {
    assertThat(metadata(chart).path("kubeVersion").asText()).isEqualTo(">=1.31.0-0");
  }

  @Test
  void bothChartsAreOfOneVersion() throws IOException {
    assertThat(metadata(Chart.CRDS).path("version"))
        .isEqualTo(metadata(Chart.DRAGOMAN).path("version"));
    assertThat(metadata(Chart.CRDS).path("appVersion"))
        .isEqualTo(metadata(Chart.DRAGOMAN).path("appVersion"));
  }

  @Test
  void theNewestEntryOfTheChangelogIsTheChartsVersion() throws IOException {
    MatchResult newest = ENTRY.matcher(changelog()).results().findFirst().orElseThrow();
    assertThat(newest.group(1)).isEqualTo(metadata(Chart.DRAGOMAN).path("version").asText());
    assertThat(newest.group(2)).matches("unreleased|\\d{4}-\\d{2}-\\d{2}");
  }

  @Test
  void theChangesAreThoseOfTheNewestEntry() throws IOException {
    List<String> entry = new ArrayList<>();
    String kind = "";
    for (String line : newestEntry().lines().toList()) {
      if (line.startsWith("### ")) {
        kind = line.substring(4).toLowerCase(Locale.ROOT);
      } else if (line.startsWith("- ")) {
        entry.add(kind + ": " + line.substring(2));
      }
    }
    List<String> changes = new ArrayList<>();
    for (JsonNode change : annotation("changes")) {
      changes.add(change.path("kind").asText() + ": " + change.path("description").asText());
    }
    assertThat(changes).isNotEmpty().isEqualTo(entry);
  }

  private static String newestEntry() throws IOException {
    String text = changelog();
    List<MatchResult> entries = ENTRY.matcher(text).results().toList();
    int end = entries.size() > 1 ? entries.get(1).start() : text.length();
    return text.substring(entries.getFirst().end(), end);
  }

  @Test
  void theKindsAreThoseOfTheDefinitions() throws IOException {
    Map<String, String> installed = new TreeMap<>();
    for (CustomResourceDefinition definition :
        Chart.all(CustomResourceDefinition.class, Chart.CRDS.template("default").call())) {
      installed.put(
          definition.getMetadata().getName(),
          definition.getSpec().getVersions().getFirst().getName()
              + "/"
              + definition.getSpec().getNames().getKind());
    }
    Map<String, String> named = new TreeMap<>();
    for (JsonNode kind : annotation("crds")) {
      named.put(
          kind.path("name").asText(),
          kind.path("version").asText() + "/" + kind.path("kind").asText());
      assertThat(kind.path("displayName").asText()).isNotBlank();
      assertThat(kind.path("description").asText()).isNotBlank();
    }
    assertThat(named).isEqualTo(installed);
  }

  @Test
  void thereIsAnExampleOfEachKindThatTheServerTakes() throws IOException {
    TreeSet<String> kinds = new TreeSet<>();
    for (JsonNode example : annotation("crdsExamples")) {
      kinds.add(example.path("kind").asText());
      Verdict verdict = Admission.ofDragoman().judge(YAML.convertValue(example, OBJECT));
      assertThat(verdict.accepted()).as("%s: %s", example, verdict).isTrue();
    }
    TreeSet<String> known = new TreeSet<>();
    annotation("crds").forEach(kind -> known.add(kind.path("kind").asText()));
    assertThat(kinds).isEqualTo(known);
  }

  @Test
  void theImagesAreThoseThatTheChartNames() throws IOException {
    Deployment operator =
        Chart.all(Deployment.class, Chart.DRAGOMAN.template("default").call()).getFirst();
    Container container = operator.getSpec().getTemplate().getSpec().getContainers().getFirst();
    String gateway =
        container.getEnv().stream()
            .filter(variable -> variable.getName().equals("GATEWAY_IMAGE"))
            .map(EnvVar::getValue)
            .collect(Collectors.joining());
    List<String> images = new ArrayList<>();
    annotation("images").forEach(image -> images.add(image.path("image").asText()));
    assertThat(images).containsExactly(container.getImage(), gateway);
  }

  @Test
  void everyLinkIsAnAddress() throws IOException {
    for (JsonNode link : annotation("links")) {
      assertThat(link.path("name").asText()).isNotBlank();
      assertThat(link.path("url").asText()).startsWith("https://");
    }
  }
}
