package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every rule, at every place where it stands, has a folder of cases that shows it: at least one
 * object that it accepts and two that it refuses.
 */
class RuleCoverageTest {

  @ParameterizedTest
  @MethodSource("rules")
  void everyRuleIsShown(RulePlace place) throws IOException {
    // Given
    List<Case> refused = Case.all().filter(place::refuses).toList();

    // Then
    assertThat(refused).hasSizeGreaterThanOrEqualTo(2);
    assertThat(Case.all().filter(Case::isValid))
        .as("accepted objects beside them")
        .anyMatch(valid -> valid.rule().equals(refused.getFirst().rule()));
  }

  static Stream<RulePlace> rules() throws IOException {
    List<RulePlace> places = new ArrayList<>();
    for (Path file : Definitions.files()) {
      ResourceDefinition definition = ResourceDefinition.parse(Files.readString(file));
      collect(definition.schema(), definition.kind(), FieldPath.ROOT, places);
    }
    return places.stream();
  }

  private static void collect(Schema schema, String kind, FieldPath path, List<RulePlace> places) {
    schema.rules().forEach(rule -> places.add(new RulePlace(kind, path.text(), rule.message())));
    schema.properties().forEach((name, field) -> collect(field, kind, path.child(name), places));
    if (schema.items() != null) {
      collect(schema.items(), kind, path.index(0), places);
    }
    if (schema.values() != null) {
      collect(schema.values(), kind, path.key("*"), places);
    }
  }

  record RulePlace(String kind, String path, String message) {
    boolean refuses(Case example) {
      return example.kind().equals(kind)
          && example.expectations().stream()
              .anyMatch(expected ->
                  expected.field().replaceAll("\\[\\d+]", "[0]").equals(path)
                      && message.startsWith(expected.part()));
    }

    @Override
    public String toString() {
      return kind + " " + path + ": " + message;
    }
  }
}
