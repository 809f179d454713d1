package dev.dragoman.resources.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.resources.Kinds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The committed definitions are those that the classes make. {@code -Dgolden.update=true} rewrites
 * them.
 */
class ManifestsTest {
  /** What client-side kubectl apply can keep in an annotation, with room to spare. */
  private static final int MAX_BYTES = 200 * 1024;

  private final SortedMap<String, ObjectNode> definitions = Definitions.all();

  @Test
  void theFilesAreWhatTheClassesMake() throws IOException {
    for (var definition : definitions.entrySet()) {
      // Given
      Path file = Definitions.file(definition.getKey());
      String current = Definitions.yaml(definition.getValue());

      // When
      if (Boolean.getBoolean("golden.update")) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, current);
      }

      // Then
      assertThat(file).as("rewrite it with -Dgolden.update=true").hasContent(current);
    }
  }

  @Test
  void noFileIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(Definitions.FOLDER)) {
      assertThat(files)
          .containsExactlyInAnyOrderElementsOf(
              definitions.keySet().stream().map(Definitions::file).toList());
    }
  }

  @Test
  void twoRunsMakeTheSame() {
    // When
    SortedMap<String, ObjectNode> again = Definitions.all();

    // Then
    assertThat(again.values().stream().map(Definitions::yaml).toList())
        .isEqualTo(definitions.values().stream().map(Definitions::yaml).toList());
  }

  /** kube-prometheus#1511: kubectl keeps the whole file in an annotation of 262,144 bytes. */
  @Test
  void everyFileFitsIntoAnAnnotation() {
    assertThat(definitions.values())
        .allSatisfy(definition ->
            assertThat(Definitions.yaml(definition).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(MAX_BYTES));
  }

  @Test
  void theClassPathHoldsTheFiles() throws IOException {
    for (var kind : Kinds.ALL) {
      try (InputStream stream = Kinds.class.getResourceAsStream(Kinds.resource(kind))) {
        // Given
        assertThat(stream).as(Kinds.resource(kind)).isNotNull();

        // When
        ObjectNode read =
            Definitions.read(new String(stream.readAllBytes(), StandardCharsets.UTF_8));

        // Then
        assertThat(read.at("/spec/names/kind").asText()).isEqualTo(kind.getSimpleName());
        assertThat(read.at("/metadata/annotations").properties())
            .extracting(entry -> entry.getKey() + "=" + entry.getValue().asText())
            .isEqualTo(List.of(Kinds.SCHEMA_REVISION_ANNOTATION + "=" + Kinds.SCHEMA_REVISION));
      }
    }
  }
}
