package dev.dragoman.conformance.pitfalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PitfallListTest {
  private static final Path GATEWAY = Path.of(System.getProperty("dragoman.gateway", ".."));
  private static final int COUNT = 150;

  @Test
  void thePageSaysWhatTheTestsCover() throws IOException {
    // Given
    Path page = GATEWAY.resolve("docs/pitfalls.md");

    // When
    String current = PitfallPage.of(titles(), TaggedTests.under(GATEWAY));
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, current);
    }

    // Then
    assertThat(page)
        .as("the committed list; rewrite it with -Dgolden.update=true")
        .hasContent(current);
  }

  @Test
  void everyPitfallHasATitle() throws IOException {
    assertThat(titles().keySet())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, COUNT).boxed().toList());
  }

  @Test
  void noTestIsTaggedWithAnUnknownPitfall() throws IOException {
    assertThat(TaggedTests.under(GATEWAY).keySet()).allMatch(number -> number <= COUNT);
  }

  @Test
  void aTagBelongsToTheNextDeclaration() {
    // Given
    List<String> source =
        """
        @Mark("pitfall-7")
        class SampleTest {
          @Test
          @Mark("pitfall-01")
          @Mark("pitfall-24")
          @ValueSource(
              strings = {"a", "b"})
          void numbersKeepTheirDigits(String spelling) throws IOException {
            call(spelling);
          }

          @Property
          void untagged() {}
        }
        """
            .replace("@Mark", "@Tag")
            .lines()
            .toList();

    // When
    SortedMap<Integer, SortedSet<String>> found = TaggedTests.in("SampleTest", source);

    // Then
    assertThat(found)
        .hasToString(
            "{1=[SampleTest.numbersKeepTheirDigits], 7=[SampleTest],"
                + " 24=[SampleTest.numbersKeepTheirDigits]}");
  }

  @Test
  void thePageCountsWhatIsOpen() {
    // Given
    SortedMap<Integer, String> titles =
        PitfallPage.titles(List.of("# x", "1: \"One\"", "2: \"Two\""));

    // When
    String page = PitfallPage.of(titles, new TreeMap<>());

    // Then
    assertThat(page).contains("0 of 2 are covered; 2 not yet.", "| 2 | Two | not yet |");
  }

  private static SortedMap<Integer, String> titles() throws IOException {
    try (InputStream resource =
        PitfallListTest.class.getResourceAsStream("/dev/dragoman/conformance/pitfalls.yaml")) {
      assertThat(resource).as("pitfalls.yaml").isNotNull();
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return PitfallPage.titles(text.lines().toList());
    }
  }
}
