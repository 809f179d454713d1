package dev.dragoman.resources.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.resources.Kinds;
import dev.dragoman.resources.schema.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The definitions take everything that those of the last release took. A release moves the mark:
 * {@code -Dbaseline.move=true} copies the definitions to {@code crds/baseline}. A line of {@code
 * allowed.txt} there lets one problem pass.
 */
class BaselineTest {
  private static final Path FOLDER = Path.of("..", "baseline");
  private static final Path ALLOWED = FOLDER.resolve("allowed.txt");

  private static final SortedMap<String, ObjectNode> CURRENT = Definitions.all();

  @BeforeAll
  static void moveTheMark() throws IOException {
    if (Boolean.getBoolean("baseline.move")) {
      for (var definition : CURRENT.entrySet()) {
        Files.writeString(
            FOLDER.resolve(definition.getKey() + ".yaml"), Definitions.yaml(definition.getValue()));
      }
    }
  }

  @Test
  void whatTheLastReleaseTookIsStillTaken() throws IOException {
    // When
    List<String> problems = new ArrayList<>();
    baseline().forEach((name, older) -> problems.addAll(problems(name, older)));

    // Then
    assertThat(problems)
        .as("only what stands in %s, and nothing stands there for nothing", ALLOWED)
        .containsExactlyInAnyOrderElementsOf(allowed());
  }

  @Test
  void changedSchemasCountUp() throws IOException {
    baseline()
        .forEach((name, older) -> {
          JsonNode newer = CURRENT.get(name);
          if (newer != null && !newer.path("spec").equals(older.path("spec"))) {
            assertThat(Kinds.SCHEMA_REVISION)
                .as("%s differs from the last release: raise Kinds.SCHEMA_REVISION", name)
                .isGreaterThan(revision(older));
          }
        });
  }

  @Test
  void theLastReleaseIsKnown() throws IOException {
    assertThat(baseline()).isNotEmpty();
  }

  private static List<String> problems(String name, JsonNode older) {
    ObjectNode newer = CURRENT.get(name);
    return newer == null ? List.of(name + ": removed") : Compatibility.problems(older, newer);
  }

  private static int revision(JsonNode definition) {
    return definition
        .path("metadata")
        .path("annotations")
        .path(Kinds.SCHEMA_REVISION_ANNOTATION)
        .asInt();
  }

  private static SortedMap<String, ObjectNode> baseline() throws IOException {
    SortedMap<String, ObjectNode> definitions = new TreeMap<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".yaml")).toList()) {
        ObjectNode definition = Definitions.read(Files.readString(file));
        definitions.put(definition.at("/metadata/name").asText(), definition);
      }
    }
    return definitions;
  }

  private static List<String> allowed() throws IOException {
    return Files.readAllLines(ALLOWED).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
