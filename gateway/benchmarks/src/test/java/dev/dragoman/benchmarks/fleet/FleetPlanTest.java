package dev.dragoman.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetPlanTest {
  @Test
  void withoutArgumentsTenThousandRoutesAreMeasured() {
    assertThat(FleetPlan.parse(List.of()).count()).isEqualTo(10_000);
  }

  @Test
  void theNumberOfRoutesMayBeSaid() {
    assertThat(FleetPlan.parse(List.of("--count", "500")).count()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({
    "--many 5, unknown arguments --many 5",
    "--count, unknown arguments --count",
    "--count many, '--count needs a number, not many'",
    "--count 0, nothing to measure"
  })
  void whatIsWrongIsSaidWithTheUsage(String arguments, String message) {
    assertThatThrownBy(() -> FleetPlan.parse(List.of(arguments.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("Usage: fleet");
  }
}
