package dev.dragoman.resources.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dragoman.resources.Kinds;
import dev.dragoman.resources.schema.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** The reference page says what the definitions say. */
class ReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference.md");

  @Test
  void thePageIsCurrent() throws IOException {
    // Given
    SortedMap<String, ObjectNode> definitions = Definitions.all();
    List<ObjectNode> inOrder =
        Kinds.ALL.stream().map(kind -> definitions.get(Kinds.definition(kind))).toList();

    // When
    String current = ReferencePage.of(inOrder);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, current);
    }

    // Then
    assertThat(PAGE).as("rewrite it with -Dgolden.update=true").hasContent(current);
  }
}
