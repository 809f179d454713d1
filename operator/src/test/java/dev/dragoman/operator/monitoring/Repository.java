package dev.dragoman.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the project that are judged here. */
final class Repository {
  /** The folder above this module's, which tests are started in. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  static final Path RULES = ROOT.resolve("grafana/rules/dragoman.yaml");
  static final Path DASHBOARDS = ROOT.resolve("grafana");
  static final Path METRICS = ROOT.resolve("gateway/docs/metrics.md");
  static final Path RUNBOOKS = ROOT.resolve("operator/docs/runbooks");
  static final Path CHART = ROOT.resolve("charts/dragoman");

  private static final YAMLMapper YAML = new YAMLMapper();

  private Repository() {}

  static JsonNode yaml(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  /** Files of a folder by the end of their names, sorted. */
  static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
