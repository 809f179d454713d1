package dev.dragoman.standalone.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentsTest {
  private static YamlDocument only(String text) {
    return YamlDocuments.read("f.yaml", text).documents().getFirst();
  }

  @Test
  void valuesAreThoseThatJsonHas() {
    YamlDocument document =
        only(
            """
            text: a
            quoted: "on"
            int: -12
            big: 123456789012345678901234567890
            hex: 0x1F
            float: 1.5
            flag: true
            none: ~
            list: [1, b]
            map: {a: {b: c}}
            time: 2026-11-28T07:00:00Z
            """);
    assertThat(document.tree())
        .containsEntry("text", "a")
        .containsEntry("quoted", "on")
        .containsEntry("int", -12L)
        .containsEntry("big", new BigInteger("123456789012345678901234567890"))
        .containsEntry("hex", 31L)
        .containsEntry("float", 1.5)
        .containsEntry("flag", true)
        .containsEntry("none", null)
        .containsEntry("list", Arrays.asList(1L, "b"))
        .containsEntry("map", Map.of("a", Map.of("b", "c")))
        .containsEntry("time", "2026-11-28T07:00:00Z");
    assertThat(document.problems()).isEmpty();
  }

  @Test
  void everyFieldHasItsLineAndAnAbsentOneThatOfTheFieldAroundIt() {
    YamlDocument document =
        only("---\nspec:\n  list:\n  - a: 1\n  - a: 2\n    tags:\n      team: x\n");
    assertThat(document.at("spec.list[1].a").line()).isEqualTo(5);
    assertThat(document.at("spec.list[1].tags[team]").line()).isEqualTo(7);
    assertThat(document.at("spec.list[1].missing").line()).isEqualTo(5);
    assertThat(document.at("metadata.name").line()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "No", "on", "OFF", "y", "N", "017", "1_000", "0b11", "-007"})
  void whatYaml11ReadsAsAnotherTypeIsAskedForInQuotes(String plain) {
    assertThat(only("a: " + plain).problems())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.place()).isEqualTo(new Place("f.yaml", 1, "a"));
          assertThat(problem.reason()).contains("put it in quotes");
        });
    assertThat(only("a: '" + plain + "'").problems()).isEmpty();
  }

  @Test
  void aKeyIsReadAsStrictlyAsAValue() {
    assertThat(only("on: x").problems()).hasSize(1);
    assertThat(only("a: 1\na: 2").problems())
        .extracting(Problem::toString)
        .containsExactly("f.yaml:2: a: the field stands twice");
  }

  @Test
  void anAliasMeansWhatItsAnchorSays() {
    assertThat(only("a: &x {b: 1}\nc: *x").tree()).containsEntry("c", Map.of("b", 1L));
  }

  @Test
  void mappingsAreMergedAsKubectlMergesThem() {
    assertThat(only("base: &x {b: 1, d: 2}\nc: {<<: *x, d: 3}").tree())
        .containsEntry("c", Map.of("b", 1L, "d", 3L));
  }

  @Test
  void aliasesThatHoldThemselvesOrBlowUpAreRefused() {
    assertThat(only("a: &x [*x]").problems())
        .extracting(Problem::reason)
        .containsExactly("an alias that holds itself; write the value out");
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 8; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append(String.join(", ", Collections.nCopies(10, "*a" + (i - 1))))
          .append("]\n");
    }
    YamlFile file = YamlDocuments.read("f.yaml", bomb.toString());
    assertThat(file.whole() && file.documents().getFirst().problems().isEmpty()).isFalse();
  }

  @Test
  void textThatIsNoYamlIsOneProblemWithItsLine() {
    YamlFile file = YamlDocuments.read("f.yaml", "a: 1\nb: [\n");
    assertThat(file.whole()).isFalse();
    assertThat(file.documents()).isEmpty();
    assertThat(file.problems())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.toString()).startsWith("f.yaml:3: not valid YAML"));
  }

  @Test
  void whatIsNestedWithoutEndOrNamedWithoutEndIsAProblem() {
    assertThat(YamlDocuments.read("f.yaml", "a: " + "[".repeat(200_000)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.place().file()).isEqualTo("f.yaml"));
    String name = "n".repeat(900);
    assertThat(only(name + ": {" + name + ": {" + name + ": [1, 2]}}").problems())
        .isNotEmpty()
        .allMatch(problem -> problem.reason().equals("names and nesting are too long"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!int planted",
        "!!bool planted",
        "!!null planted",
        "!!float planted",
        "!!set {a}",
        "!!omap [a]",
        "!own planted"
      })
  void aTagThatDoesNotFitIsAProblemWithoutTheText(String tagged) {
    assertThat(only("a: " + tagged).problems())
        .isNotEmpty()
        .extracting(Problem::reason)
        .noneMatch(line -> line.contains("planted"));
    assertThat(only("a: !!str 12").tree()).containsEntry("a", "12");
    assertThat(only("a: !!bool True").tree()).containsEntry("a", true);
  }

  @Test
  void noProblemRepeatsTheText() {
    for (String text :
        List.of("k: *planted", "k: !planted x", "k: \"planted\n\nj: [", "planted: .inf")) {
      YamlFile file = YamlDocuments.read("f.yaml", text);
      List<Problem> all = file.whole() ? file.documents().getFirst().problems() : file.problems();
      assertThat(all).isNotEmpty();
      assertThat(all).extracting(Problem::reason).noneMatch(line -> line.contains("planted"));
    }
  }
}
