package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.resources.examples.Example;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every object of the chart's examples without a server. */
class ExamplesTest {
  private static final Admission ADMISSION = Admission.ofDragoman();

  static List<Example> examples() {
    return Example.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyObjectIsAccepted(Example example) {
    // Given
    List<Map<String, @Nullable Object>> objects =
        example.documents().stream()
            .map(TestFiles::yaml)
            .filter(object ->
                ADMISSION.knows(
                    String.valueOf(object.get("apiVersion")), String.valueOf(object.get("kind"))))
            .toList();

    // Then
    assertThat(objects)
        .hasSizeGreaterThanOrEqualTo(4)
        .allSatisfy(object -> {
          Verdict verdict = ADMISSION.judge(object);
          assertThat(verdict.violations()).as("%s", object.get("metadata")).isEmpty();
          assertThat(verdict.complete()).isTrue();
        });
  }

  /** So that {@code kubectl apply -f} works, and {@code kubectl delete namespace} undoes it. */
  @ParameterizedTest
  @MethodSource("examples")
  void theFolderIsANamespaceAndItComesFirst(Example example) {
    // Given
    List<Map<String, @Nullable Object>> objects =
        example.documents().stream().map(TestFiles::yaml).toList();

    // Then
    assertThat(objects.getFirst().get("kind")).isEqualTo("Namespace");
    assertThat(TestFiles.at(objects.getFirst(), "metadata", "name")).isEqualTo(example.name());
    for (Map<String, @Nullable Object> object : objects.subList(1, objects.size())) {
      assertThat(TestFiles.at(object, "metadata", "namespace")).isEqualTo(example.name());
    }
  }
}
