package dev.dragoman.standalone.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("models", "backends", "state");

  @Test
  void aSlipOfTheFingersIsRecognised() {
    assertThat(Nearest.hint("model", KNOWN)).isEqualTo("; did you mean models?");
    assertThat(Nearest.hint("backedns", KNOWN)).isEqualTo("; did you mean backends?");
    assertThat(Nearest.hint("State", KNOWN)).isEqualTo("; did you mean state?");
  }

  @Test
  void aStrangeWordHasNoHint() {
    assertThat(Nearest.hint("temperature", KNOWN)).isEmpty();
    assertThat(Nearest.hint("a", List.of("bc"))).isEmpty();
    assertThat(Nearest.hint("", KNOWN)).isEmpty();
  }
}
