package dev.dragoman.resources.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dragoman.resources.schema.Definitions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {
  private static final String OLDER =
      """
      type: object
      required: [name]
      properties:
        name: {type: string, minLength: 1, maxLength: 9, pattern: ^a$}
        mode: {type: string, enum: [Fast, Slow], default: Fast}
        count: {type: integer, minimum: 1, maximum: 9}
        list: {type: array, maxItems: 4, x-kubernetes-list-type: set, items: {type: string, maxLength: 9}}
        map: {type: object, maxProperties: 4, additionalProperties: {type: string, maxLength: 9}}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          required: [name]       | required: [name, mode]                | nothing
          maxLength: 9, pattern  | maxLength: 10, pattern                | nothing
          [Fast, Slow]           | [Fast, Slow, Medium]                  | nothing
          minimum: 1             | minimum: 0                            | nothing
          maxItems: 4            | maxItems: 5                           | nothing
          required: [name]       | required: [name, count]               | x.count: required now
          {type: string, minLength: 1 | {type: integer, minLength: 1     | x.name: type changed
          minLength: 1           | minLength: 2                          | x.name: minLength raised
          maxLength: 9, pattern  | maxLength: 8, pattern                 | x.name: maxLength lowered
          pattern: ^a$           | pattern: ^b$                          | x.name: pattern changed
          [Fast, Slow]           | [Fast]                                | x.mode: value Slow removed
          default: Fast          | default: Slow                         | x.mode: default changed
          , default: Fast        | ``                                    | x.mode: default changed
          minimum: 1             | minimum: 2                            | x.count: minimum raised
          maximum: 9             | maximum: 8                            | x.count: maximum lowered
          maxItems: 4            | maxItems: 3                           | x.list: maxItems lowered
          list-type: set         | list-type: atomic                     | x.list: x-kubernetes-list-type changed
          items: {type: string, maxLength: 9 | items: {type: string, maxLength: 5 | x.list[]: maxLength lowered
          maxProperties: 4       | maxProperties: 2                      | x.map: maxProperties lowered
          additionalProperties: {type: string, maxLength: 9 | additionalProperties: {type: string, maxLength: 5 | x.map{}: maxLength lowered
          {type: integer,        | {type: integer, x-kubernetes-validations: [{rule: self > 1}], | x.count: rule added: self > 1
          {type: integer,        | {type: integer, enum: [1],            | x.count: enum added
          `  count: {type: integer, minimum: 1, maximum: 9}` | `  other: {type: integer}` | x.count: removed
          """)
  void aChangeIsSafeOrNamed(String before, String after, String problem) {
    // Given
    assertThat(OLDER).containsOnlyOnce(before);
    JsonNode newer = Definitions.read(OLDER.replace(before, after));

    // When
    List<String> problems = Compatibility.schemaProblems("x", Definitions.read(OLDER), newer);

    // Then
    assertThat(problems).isEqualTo(problem.equals("nothing") ? List.of() : List.of(problem));
  }

  @Test
  void aDefinitionKeepsItsNamesVersionsAndPaths() {
    // Given
    JsonNode older =
        Definitions.read(
            """
            metadata: {name: foos}
            spec:
              scope: Namespaced
              versions:
              - name: v1
              - name: v2
                subresources: {scale: {specReplicasPath: .spec.replicas}}
                selectableFields: [{jsonPath: .spec.a}, {jsonPath: .spec.b}]
            """);
    JsonNode newer =
        Definitions.read(
            """
            metadata: {name: foos}
            spec:
              scope: Cluster
              versions:
              - name: v2
                selectableFields: [{jsonPath: .spec.b}]
            """);

    // When
    List<String> problems = Compatibility.problems(older, newer);

    // Then
    assertThat(problems)
        .containsExactly(
            "foos: scope changed",
            "foos: version v1 removed",
            "foos: subresource scale changed",
            "foos: selectable field .spec.a removed");
  }
}
