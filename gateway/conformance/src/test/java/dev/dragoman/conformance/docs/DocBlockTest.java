package dev.dragoman.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.docs.DocMark.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocBlockTest {
  private static final List<String> PAGE =
      """
      # A page

      <!-- run by .ci/smoke -->
      ```sh
      # says hello
      echo   hello \\
        world        # to everybody
      ```

      1. In a list:
         <!-- file: a.yaml -->
         ```yaml
         a:
           b: 1
         ```

      ```
      neither
      ```
      """
          .lines()
          .toList();

  @Test
  void aPageIsCutIntoItsBlocks() {
    // When
    List<DocBlock> blocks = DocBlock.in("page.md", PAGE);

    // Then
    assertThat(blocks)
        .extracting(DocBlock::place)
        .containsExactly("page.md:4", "page.md:12", "page.md:17");
    assertThat(blocks).extracting(DocBlock::language).containsExactly("sh", "yaml", "");
    assertThat(blocks)
        .extracting(block -> block.mark().kind())
        .containsExactly(Kind.RUN_BY, Kind.FILE, Kind.NONE);
    assertThat(blocks.get(1).text()).isEqualTo("a:\n  b: 1\n");
  }

  @Test
  void aCommandIsOneLineWithoutItsComment() {
    assertThat(DocBlock.in("page.md", PAGE).getFirst().commands())
        .containsExactly("echo hello world");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!-- run -->                  | RUN       | ''",
        "<!-- run with claude -->      | RUN_WITH  | claude",
        "<!-- run by StartTest -->     | RUN_BY    | StartTest",
        "<!-- not run: costs money --> | NOT_RUN   | costs money",
        "<!-- not valid: a typo -->    | NOT_VALID | a typo",
        "<!-- not run -->              | NONE      | ''",
        "<!-- running -->              | NONE      | ''",
        "run                           | NONE      | ''",
      })
  void aMarkSaysWhoRunsTheBlock(String line, Kind kind, String detail) {
    assertThat(DocMark.of(line)).isEqualTo(new DocMark(kind, detail));
  }

  @ParameterizedTest
  @CsvSource({
    "## Client leaves, client-leaves",
    "### What is `kept`?, what-is-kept",
    "# vLLM & Ollama, vllm--ollama"
  })
  void aHeadingHasTheAnchorOfGitHub(String heading, String anchor) {
    assertThat(DocLinks.anchor(heading)).isEqualTo(anchor);
  }
}
