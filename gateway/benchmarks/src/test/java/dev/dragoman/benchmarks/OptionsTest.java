package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void withoutArgumentsTheWholePlanRunsOnTheBuiltGateway() {
    // When
    Options options = Options.parse(List.of());

    // Then
    assertThat(options)
        .isEqualTo(
            new Options(
                Plan.FULL,
                Workload.PLAIN,
                Path.of("gateway/standalone/target/dragoman.jar"),
                null));
  }

  @Test
  void everyArgumentIsHonoured() {
    // When
    Options options =
        Options.parse(List.of("--quick", "--thinking", "--jar", "a.jar", "--record", "out"));

    // Then
    assertThat(options)
        .isEqualTo(new Options(Plan.QUICK, Workload.THINKING, Path.of("a.jar"), Path.of("out")));
  }

  @Test
  void theFloorAloneNeedsNoGateway() {
    assertThat(Options.parse(List.of("--floor-only")).gatewayJar()).isNull();
  }

  @Test
  void anUnknownArgumentIsNamed() {
    assertThatThrownBy(() -> Options.parse(List.of("--fast")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown argument --fast");
  }

  @Test
  void anArgumentWithoutItsValueIsNamed() {
    assertThatThrownBy(() -> Options.parse(List.of("--jar")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--jar needs a value");
  }
}
