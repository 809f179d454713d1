package dev.dragoman.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people read about the mistakes that they make, without a server. */
class MistakesTest {
  private static final Admission ADMISSION = Admission.ofDragoman();

  static List<Mistake> mistakes() {
    return Mistake.all();
  }

  @Test
  void thereAreTen() {
    assertThat(mistakes()).hasSize(10);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void theLinesAreThoseWrittenAboveTheManifest(Mistake mistake) throws IOException {
    // When
    List<String> lines =
        Fault.of(ADMISSION.judge(mistake.object())).stream().map(Fault::line).toList();

    // Then
    if (Boolean.getBoolean("golden.update")) {
      mistake.write(lines);
    }
    assertThat(lines).isNotEmpty().isEqualTo(Mistake.read(mistake.file()).lines());
  }
}
