package dev.dragoman.admission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata where a file of the cases cannot show it. */
class MetadataTest {
  private static final Admission ADMISSION = Admission.ofDragoman();

  @ParameterizedTest
  @CsvFileSource(resources = "malformed-metadata.txt", delimiter = '~', quoteCharacter = '`')
  void aValueOfAnotherTypeIsNamedWithItsFieldAndItsRemedy(String metadata, String expected) {
    // When
    Verdict verdict = ADMISSION.judge(key(metadata));

    // Then
    assertThat(verdict.violations()).extracting(Violation::toString).containsExactly(expected);
    assertThat(verdict.violations()).extracting(Violation::cause).containsOnly(Cause.MALFORMED);
    assertThat(verdict.complete()).isFalse();
  }

  @Test
  void everyValueOfAnotherTypeIsNamedAtOnceAndNoneIsRepeated() {
    // When
    Verdict verdict =
        ADMISSION.judge(
            key("{name: A, labels: {prod: true, num: 1}, annotations: {a: [planted]}}"));

    // Then
    assertThat(verdict.violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder(
            "metadata.labels[prod]", "metadata.labels[num]", "metadata.annotations[a]");
    assertThat(verdict.violations())
        .extracting(Violation::message)
        .noneMatch(m -> m.contains("planted"));
  }

  @Test
  void nullIsAnAbsentFieldAndAnEmptyElement() {
    // When
    Verdict verdict =
        ADMISSION.judge(key("{name: a, labels: {b: null}, annotations: null, generation: 2.0}"));

    // Then
    assertThat(verdict.violations()).isEmpty();
    assertThat(verdict.object().get("metadata"))
        .isEqualTo(Map.of("name", "a", "labels", Map.of("b", ""), "generation", 2L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "Team-A ~ a lowercase RFC 1123 label must consist of lower case alphanumeric characters or"
            + " '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or"
            + " '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        "team.a ~ must not contain dots",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + " ~ must be no more than 63 characters"
      })
  void aNamespaceIsJudgedAsTheNameOfOne(String namespace, String rule) {
    assertThat(faults("{name: a, namespace: " + namespace + "}"))
        .containsExactly(
            "metadata.namespace: Invalid value: \"%s\": %s".formatted(namespace, rule));
  }

  @Test
  void annotationsMayTake256KibibytesTogether() {
    // Given
    String fits = "x".repeat(256 * 1024 - "ab".length() - "ü".getBytes(UTF_8).length);
    Map<String, @Nullable Object> full = annotated(Map.of("a", fits, "b", "ü"));
    Map<String, @Nullable Object> over = annotated(Map.of("a", fits + "x", "b", "ü"));

    // Then
    assertThat(ADMISSION.judge(full).violations()).isEmpty();
    assertThat(ADMISSION.judge(over).violations())
        .extracting(Violation::toString)
        .containsExactly("metadata.annotations: Too long: may not be more than 262144 bytes");
    assertThat(ADMISSION.judge(over).complete()).isFalse();
  }

  @Test
  void aGeneratedNameIsJudgedWhole() {
    assertThat(faults("{generateName: Case-}"))
        .satisfiesExactly(
            fault -> assertThat(fault.toString()).startsWith("metadata.generateName: Invalid"),
            fault ->
                assertThat(fault.toString())
                    .startsWith(
                        "metadata.name: Invalid value: \"Case-xxxxx\": a lowercase RFC 1123"
                            + " subdomain"));
    assertThat(faults("{generateName: case-}")).isEmpty();
  }

  @Test
  void aVeryLongNameIsAFaultLikeAnother() {
    assertThat(faults("{name: " + "a.".repeat(100_000) + "a}")).hasSize(1);
    assertThat(faults("{name: a, labels: {a: " + "a.".repeat(100_000) + "a}}")).hasSize(1);
  }

  private static List<String> faults(String metadata) {
    return ADMISSION.judge(key(metadata)).violations().stream().map(Violation::toString).toList();
  }

  static Map<String, @Nullable Object> annotated(Map<String, String> annotations) {
    Map<String, @Nullable Object> object = key("{}");
    object.put("metadata", Map.of("name", "a", "annotations", annotations));
    return object;
  }

  static Map<String, @Nullable Object> key(String metadata) {
    return TestFiles.yaml(
        "{apiVersion: dragoman.dev/v1alpha1, kind: ApiKey, metadata: "
            + metadata
            + ", spec: {gatewayRef: {name: main}, routes: [{name: smart}], models: ['*']}}");
  }
}
