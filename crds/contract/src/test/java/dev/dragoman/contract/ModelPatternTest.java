package dev.dragoman.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelPatternTest {
  @Test
  void aStarAtEitherEndStandsForAnything() {
    assertThat(ModelPattern.of("gpt-*").matches("gpt-4o")).isTrue();
    assertThat(ModelPattern.of("gpt-*").matches("gpt-")).isTrue();
    assertThat(ModelPattern.of("*-mini").matches("o4-mini")).isTrue();
    assertThat(ModelPattern.of("*").matches("anything")).isTrue();
    assertThat(ModelPattern.of("gpt-4o").matches("gpt-4o-mini")).isFalse();
  }

  /** The precedence of model names: kubernetes.md 1.5, as the resources' reference says it. */
  @Test
  void exactNamesWinThenLongOnes() {
    assertThat(
            Stream.of("*", "*-mini", "gpt-*", "gpt-4*", "*t-4o", "gpt-4o", "a")
                .map(ModelPattern::of)
                .sorted()
                .map(ModelPattern::text))
        .isEqualTo(List.of("gpt-4o", "a", "gpt-4*", "*-mini", "gpt-*", "*t-4o", "*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "**", "*a*", "a*b", "a b", "\u00e4"})
  void otherTextsAreNoPatterns(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ModelPattern.of(text));
  }
}
