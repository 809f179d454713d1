package dev.dragoman.protocol.pairs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A table of cases that people wrote. */
final class Table {
  private Table() {}

  /** The rows of {@code pairs/<name>.yaml}. */
  static List<JsonNode> rows(String name) {
    try {
      Path file = Path.of("src/test/resources/pairs", name + ".yaml");
      return List.copyOf(new YAMLMapper().readTree(Files.readString(file)).values());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
