package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The judge on a definition that holds every kind of schema and rule it takes. */
class AdmissionTest {
  private static final String CRD = TestFiles.read("sample-crd.yaml");
  private static final Admission ADMISSION = Admission.of(List.of(CRD));

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                 ~ spec.mode: Required value
          {mode: Quick}                      ~ spec.mode: Unsupported value: "Quick": supported values: "Fast", "Slow"
          {mode: Fast, namespace: 5}         ~ spec.namespace: Invalid value: "integer": spec.namespace in body must be of type string: "integer"
          {mode: Fast, note: [a]}            ~ spec.note: Invalid value: "array": spec.note in body must be of type string: "array"
          {mode: Fast, namespace: A}         ~ spec.namespace: Invalid value: "A": spec.namespace in body should be at least 2 chars long
          {mode: Fast, namespace: a_b}       ~ spec.namespace: Invalid value: "a_b": spec.namespace in body should match '^[a-z-]+$'
          {mode: Fast, delay: 12345678901234567} ~ spec.delay: Invalid value: "integer": spec.delay in body must be of type string: "integer"
          {mode: Fast, delay: "12345678901234567"} ~ spec.delay: Too long: may not be more than 16 bytes
          {mode: Fast, from: today}          ~ spec.from: Invalid value: "today": spec.from in body must be of type date-time: "today"
          {mode: Fast, from: 5}              ~ spec.from: Invalid value: "int64": spec.from in body must be of type date-time: "int64"
          {mode: Fast, limits: {a: 0}}       ~ spec.limits.a: Invalid value: 0: spec.limits.a in body should be greater than or equal to 1
          {mode: Fast, limits: {a: 1, b: 1, c: 1, d: 1}} ~ spec.limits: Too many: 4: must have at most 3 items
          {mode: Fast, size: "123456789012345678901"} ~ spec.size: Too long: may not be more than 20 bytes
          {mode: Fast, size: true}           ~ spec.size: Invalid value: "boolean": spec.size in body must be of type integer,string: "boolean"
          {mode: Fast, words: []}            ~ spec.words: Invalid value: 0: spec.words in body should have at least 1 items
          {mode: Fast, words: [a, b, c, d, e]} ~ spec.words: Too many: 5: must have at most 4 items
          {mode: Fast, words: [a, b, a, a]}  ~ spec.words[2]: Duplicate value: "a"
          {mode: Fast, big: true}            ~ spec.big: Invalid value: "": spec.big in body must be of type int64: ""
          {mode: Fast, big: 1.5}             ~ spec.big: Invalid value: "double": spec.big in body must be of type int64: "double"
          {mode: Fast, parts: [{name: a}, {name: a}]} ~ spec.parts[1]: Duplicate value: {"name":"a"}
          {mode: Fast, parts: [{weight: 1}]} ~ spec.parts[0].name: Required value
          {mode: Fast, parts: [{name: a, x: 1}]} ~ unknown field "spec.parts[0].x"
          {mode: Slow, delay: 10ms}          ~ spec: Invalid value: "object": slow is at least a second
          {mode: Fast, limits: {a: 11}}      ~ spec: Invalid value: "object": no limit above 10
          {mode: Fast, ratio: 0.75}          ~ spec.ratio: Forbidden: at most a half
          {mode: Fast, ratio: 1}             ~ spec.ratio: Forbidden: at most a half
          {mode: Fast, namespace: kube-system} ~ spec: Invalid value: "object": failed rule: !has(self.__namespace__) || self.__namespace__ != 'kube-system'
          {mode: Fast, from: "2026-01-02T00:00:00+02:00", until: "2026-01-01T22:00:00Z"} ~ spec: Invalid value: "object": from must be before until
          """)
  void whatIsWrongIsSaidInTheWordsOfTheServer(String spec, String expected) {
    // When
    Verdict verdict = ADMISSION.judge(sample(spec));

    // Then
    assertThat(verdict.violations()).extracting(Violation::toString).containsExactly(expected);
  }

  @Test
  void defaultsComeFirstAndAtEveryDepth() {
    // Given
    Map<String, @Nullable Object> object = sample("{mode: Slow, parts: [{name: a}], delay: null}");

    // When
    Verdict verdict = ADMISSION.judge(object);

    // Then
    assertThat(verdict.accepted()).isTrue();
    assertThat(TestFiles.at(verdict.object(), "spec", "delay")).isEqualTo("5s");
    assertThat(TestFiles.at(verdict.object(), "spec", "parts", 0))
        .isEqualTo(TestFiles.yaml("{name: a, weight: 1, sealed: Open, nested: {deep: true}}"));
    assertThat(TestFiles.at(verdict.object(), "status", "observedGeneration")).isEqualTo(-1L);
    assertThat(TestFiles.at(object, "spec", "parts", 0)).isEqualTo(TestFiles.yaml("{name: a}"));
  }

  @Test
  void nullCountsAsAbsentUnlessTheFieldMayBeNull() {
    // When
    Verdict verdict = ADMISSION.judge(sample("{mode: Fast, note: null, namespace: null}"));

    // Then
    assertThat(verdict.violations()).isEmpty();
    assertThat(Trees.mapOf(verdict.object().get("spec")))
        .containsEntry("note", null)
        .doesNotContainKey("namespace");
  }

  @Test
  void withoutStrictnessUnknownFieldsAreDropped() {
    // Given
    Map<String, @Nullable Object> object =
        sample("{mode: Fast, mod: 1, free: {any: 1}, parts: [{name: a, x: {y: 1}}]}");
    object.put("extra", 1L);

    // When
    Map<String, @Nullable Object> stored = ADMISSION.stored(object);

    // Then
    assertThat(stored).doesNotContainKey("extra");
    assertThat(Trees.mapOf(stored.get("spec"))).containsOnlyKeys("mode", "free", "parts", "delay");
    assertThat(TestFiles.at(stored, "spec", "free", "any")).isEqualTo(1L);
    assertThat(Trees.mapOf(TestFiles.at(stored, "spec", "parts", 0))).doesNotContainKey("x");
    assertThat(ADMISSION.judge(object).violations())
        .extracting(Violation::field)
        .containsExactlyInAnyOrder("extra", "spec.mod", "spec.parts[0].x");
  }

  @Test
  void rulesWaitUntilTheStructureIsRight() {
    // When
    Verdict verdict = ADMISSION.judge(sample("{mode: Fast, ratio: 0.75, words: [a, b, c, d, e]}"));

    // Then
    assertThat(verdict.complete()).isFalse();
    assertThat(verdict.violations()).extracting(Violation::field).containsExactly("spec.words");
  }

  @Test
  void transitionsAreJudgedWithTheObjectBefore() {
    // Given
    Map<String, @Nullable Object> old =
        ADMISSION
            .judge(sample("{mode: Fast, parts: [{name: a, sealed: Shut}, {name: b}]}"))
            .object();

    // When
    Verdict verdict =
        ADMISSION.judge(sample("{mode: Slow, parts: [{name: b}, {name: a}, {name: c}]}"), old);

    // Then
    assertThat(verdict.violations())
        .extracting(Violation::toString)
        .containsExactlyInAnyOrder(
            "spec.mode: Invalid value: \"string\": mode cannot change",
            "spec.parts[1].sealed: Invalid value: \"string\": what is shut stays shut");
    assertThat(ADMISSION.judge(sample("{mode: Slow}")).accepted()).isTrue();
  }

  @Test
  void statusIsLeftAsItWas() {
    // Given
    Map<String, @Nullable Object> object = sample("{mode: Fast}");
    object.put("status", TestFiles.yaml("{observedGeneration: 7}"));
    Map<String, @Nullable Object> old = Trees.copyOf(object);
    old.put("status", TestFiles.yaml("{observedGeneration: 3}"));

    // Then
    assertThat(TestFiles.at(ADMISSION.judge(object).object(), "status", "observedGeneration"))
        .isEqualTo(-1L);
    assertThat(TestFiles.at(ADMISSION.judge(object, old).object(), "status", "observedGeneration"))
        .isEqualTo(3L);
  }

  @Test
  void namesAreSubdomains() {
    // Given
    Map<String, @Nullable Object> object = sample("{mode: Fast}");
    object.put("metadata", TestFiles.yaml("{name: Not_A_Name}"));

    // Then
    assertThat(ADMISSION.judge(object).violations())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.field()).isEqualTo("metadata.name");
              assertThat(fault.message())
                  .startsWith("Invalid value: \"Not_A_Name\": a lowercase RFC 1123 subdomain");
            });
  }

  @Test
  void onlyKnownKindsAreJudged() {
    // Given
    Map<String, @Nullable Object> foreign = TestFiles.yaml("{apiVersion: v1, kind: Pod}");

    // Then
    assertThat(ADMISSION.knows("test.dragoman.dev/v1", "Sample")).isTrue();
    assertThat(ADMISSION.knows("v1", "Pod")).isFalse();
    assertThatThrownBy(() -> ADMISSION.judge(foreign))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a known kind: v1 Pod");
  }

  @Test
  void aDefinitionThatCouldBeJudgedWronglyIsRefused() {
    assertThatThrownBy(() -> Admission.of(List.of(CRD.replace("maxProperties", "maxThings"))))
        .hasMessage("a schema with the keyword maxThings");
    assertThatThrownBy(() -> Admission.of(List.of(CRD.replace("self.ratio", "self.ration"))))
        .hasMessageContaining("self.ration");
    assertThatThrownBy(
            () -> Admission.of(List.of(CRD.replace("fieldPath:", "messageExpression:"))))
        .hasMessageStartingWith("a rule with more than");
  }

  private static Map<String, @Nullable Object> sample(String spec) {
    return TestFiles.yaml(
        "{apiVersion: test.dragoman.dev/v1, kind: Sample, metadata: {name: a, namespace: b}, spec: "
            + spec
            + "}");
  }
}
