package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The judge on a definition that holds every kind of schema and rule it takes. */
class AdmissionTest {
  private static final String CRD = TestFiles.read("sample-crd.yaml");
  private static final Admission ADMISSION = Admission.of(List.of(CRD));

  @ParameterizedTest
  @CsvFileSource(resources = "sample-faults.txt", delimiter = '~', quoteCharacter = '`')
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
        .satisfies(fault -> {
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
    assertThatThrownBy(() -> Admission.of(List.of(CRD.replace("fieldPath:", "messageExpression:"))))
        .hasMessageStartingWith("a rule with more than");
  }

  static Map<String, @Nullable Object> sample(String spec) {
    return TestFiles.yaml(
        "{apiVersion: test.dragoman.dev/v1, kind: Sample, metadata: {name: a, namespace: default}, spec: "
            + spec
            + "}");
  }
}
