package dev.dragoman.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The terminal that pages are followed in fails where a reader would be stuck. */
class DocShellTest {
  @TempDir private Path home;

  @Test
  void blocksShareOneTerminal() throws Exception {
    try (DocShell shell = DocShell.open(home, List.of())) {
      // When
      shell.run(block(1, "NAME=reader", "mkdir there", "cd there"));
      shell.run(block(5, "echo \"$NAME\" > file"));

      // Then
      assertThat(home.resolve("work/there/file")).hasContent("reader");
    }
  }

  @Test
  void aCommandThatFailsIsNamedWithWhatItPrinted() throws Exception {
    try (DocShell shell = DocShell.open(home, List.of())) {
      assertThatThrownBy(() -> shell.run(block(7, "echo before", "false", "echo after")))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("page.md:7 failed")
          .hasMessageContaining("before")
          .hasMessageNotContaining("after");
      assertThatThrownBy(() -> shell.run(block(12, "true")))
          .hasMessageContaining("page.md:12 failed");
    }
  }

  @Test
  void aCommandThatFailsInAPipeCounts() throws Exception {
    try (DocShell shell = DocShell.open(home, List.of())) {
      assertThatThrownBy(() -> shell.run(block(3, "false | cat"))).hasMessageContaining("failed");
    }
  }

  @Test
  void portsAreFreeOnesAndBackgroundProcessesEndWithThePage() throws Exception {
    // Given
    long process;
    try (DocShell shell = DocShell.open(home, List.of())) {
      // When
      shell.run(block(2, "echo localhost:8000 > port", "sleep 600 &", "echo $! > process"));
      process = Long.parseLong(Files.readString(home.resolve("work/process")).strip());
    }

    // Then
    assertThat(home.resolve("work/port")).content().doesNotContain(":8000").contains("localhost:");
    assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private static DocBlock block(int line, String... lines) {
    return new DocBlock("page.md", line, "sh", new DocMark(DocMark.Kind.RUN, ""), List.of(lines));
  }
}
