package dev.dragoman.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ContractJson;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.fleet.ResourceSet.Mode;
import dev.dragoman.resources.values.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * Folders of manifests ({@code in-*.yaml}) with what they mean ({@code out-*.yaml}). A file {@code
 * directory} judges them as a directory, {@code no-labels} without labels of namespaces, {@code
 * all-honoured} as a version that acts on every field.
 */
class CasesTest {
  private static final Path FOLDER = Path.of("src/test/resources/cases");
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC);
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static List<String> cases() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  private static boolean has(String name, String marker) {
    return Files.exists(FOLDER.resolve(name).resolve(marker));
  }

  private static Manifests manifests(String name) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("in-")) {
          all.append("---\n").append(Files.readString(file)).append("\n");
        }
      }
    }
    return Manifests.parse(all.toString());
  }

  private static Map<String, String> outcome(String name, Manifests manifests) {
    FleetResolver resolver =
        new FleetResolver(
            has(name, "all-honoured") ? Honoured.EVERYTHING : Honoured.load(), CATALOGUE);
    ResourceSet set =
        manifests.set(
            has(name, "directory") ? Mode.Directory : Mode.Cluster, !has(name, "no-labels"));
    ResolvedFleet fleet = resolver.resolve(set);
    Map<String, String> files = new TreeMap<>();
    files.put("out-conditions.yaml", conditions(fleet));
    ConfigRenderer renderer = new ConfigRenderer(CATALOGUE);
    for (ObjectName gateway : fleet.gateways()) {
      GatewayConfig config = renderer.render(fleet, gateway, 1);
      JsonNode tree = JSON.readTree(ContractJson.write(config));
      files.put(
          "out-config-" + gateway.namespace() + "-" + gateway.name() + ".yaml",
          YAML.writeValueAsString(tree));
    }
    return files;
  }

  private static String conditions(ResolvedFleet fleet) {
    Map<String, Map<String, String>> lines = new TreeMap<>();
    fleet
        .verdicts()
        .forEach((id, verdict) -> {
          Map<String, String> conditions = new TreeMap<>();
          for (Condition condition : new ConditionsOf(CLOCK).of(verdict, List.of())) {
            conditions.put(
                condition.type(),
                condition.status() + " " + condition.reason() + ": " + condition.message());
          }
          lines.put(id.toString(), conditions);
        });
    return YAML.writeValueAsString(lines);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void manifestsMeanWhatIsWrittenBesideThem(String name) throws IOException {
    // When
    Map<String, String> outcome = outcome(name, manifests(name));

    // Then
    if (Boolean.getBoolean("golden.update")) {
      update(name, outcome);
    }
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("out-")) {
          golden.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    }
    assertThat(outcome).isEqualTo(golden);
  }

  private static void update(String name, Map<String, String> outcome) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("out-")) {
          Files.delete(file);
        }
      }
    }
    for (Map.Entry<String, String> file : outcome.entrySet()) {
      Files.writeString(FOLDER.resolve(name).resolve(file.getKey()), file.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void renderedFilesAreOfTheContract(String name) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("out-config-")) {
          JsonNode tree = YAML.readTree(Files.readString(file));
          byte[] json = JSON.writeValueAsBytes(tree);
          GatewayConfig config = ContractJson.read(json, GatewayConfig.class);
          assertThat(JSON.readTree(ContractJson.write(config))).isEqualTo(tree);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOrderOfObjectsDoesNotMatter(String name) throws IOException {
    Manifests manifests = manifests(name);
    Map<String, String> outcome = outcome(name, manifests);
    for (long seed = 1; seed <= 5; seed++) {
      assertThat(outcome(name, manifests.shuffled(seed))).isEqualTo(outcome);
    }
  }

  @Test
  void noSecretIsWritten() throws IOException {
    for (String name : cases()) {
      assertThat(outcome(name, manifests(name)).toString()).doesNotContain("planted");
    }
  }
}
