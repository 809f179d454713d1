package dev.dragoman.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.benchmarks.Statistics;
import org.junit.jupiter.api.Test;

class FleetReportTest {
  private static Times times(double median, double least, double most) {
    return new Times(new Statistics(median, least, most), new Statistics(median - 0.1, 0, most));
  }

  @Test
  void figuresStandBesideTheirFloorsAndTargets() {
    // Given
    FleetFigures figures =
        new FleetFigures(
            times(1234.5, 1234.5, 1234.5),
            times(90, 80, 120),
            times(12.3, 10, 20),
            times(0.1, 0.1, 0.2),
            times(33, 30, 40),
            9_000_000,
            51_000_000,
            42_400_000);

    // When
    String text = new FleetReport(FleetPlan.USUAL, figures).text();

    // Then
    assertThat(text.lines().skip(3))
        .containsExactly(
            "resolve and render                                |      ms |            range |  CPU ms | target",
            "cold: the first work of a fresh JVM               |  1234.5 |  1234.5-  1234.5 |  1234.4 | under 2000",
            "warm: everything anew                             |    90.0 |    80.0-   120.0 |    89.9 |",
            "one route changed, the rest taken over            |    12.3 |    10.0-    20.0 |    12.2 | under 50",
            "floor: the rendered entries copied into lists     |     0.1 |     0.1-     0.2 |     0.0 |",
            "floor: the rendered configuration written as JSON |    33.0 |    30.0-    40.0 |    32.9 |",
            "",
            "heap after collection: resources 51.0 MB, resolved fleet and configuration 42.4 MB more",
            "configuration as JSON: 9.0 MB");
  }
}
