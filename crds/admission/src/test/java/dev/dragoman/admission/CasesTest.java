package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of the cases without a server. */
class CasesTest {
  private static final Admission ADMISSION = Admission.ofDragoman();

  static Stream<Case> cases() throws IOException {
    return Case.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOfflineVerdictIsAsExpected(Case example) {
    // When
    Verdict verdict = verdictOn(example);

    // Then
    assertMeets(Fault.of(verdict), example);
  }

  static Verdict verdictOn(Case example) {
    Map<String, @Nullable Object> before = example.before();
    if (before == null) {
      return ADMISSION.judge(example.object());
    }
    Verdict first = ADMISSION.judge(before);
    assertThat(first.violations()).as("the object before the edit").isEmpty();
    return ADMISSION.judge(example.object(), first.object());
  }

  /** Each fault is one that is expected, and each expected one is there. */
  static void assertMeets(List<Fault> faults, Case example) {
    assertThat(example.expectations().isEmpty()).isEqualTo(example.isValid());
    assertThat(faults).hasSameSizeAs(example.expectations());
    for (Case.Expectation expectation : example.expectations()) {
      assertThat(faults).as("%s", expectation).anyMatch(expectation::isMetBy);
    }
  }
}
