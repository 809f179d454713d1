package dev.dragoman.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.benchmarks.Statistics;
import dev.dragoman.benchmarks.Times;
import org.junit.jupiter.api.Test;

class FleetReportTest {
  private static Times times(double median, double least, double most) {
    return new Times(
        new Statistics(median, least, most),
        new Statistics(median - 0.1, 0, most),
        new Statistics(median / 10, 0, most));
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
            new PodFigures(times(700, 700, 700), times(20, 10, 30), times(8, 7, 9)),
            9_000_000,
            51_000_000,
            42_400_000);

    // When
    String text = new FleetReport(FleetPlan.USUAL, figures).text();

    // Then
    assertThat(text.lines().skip(3))
        .containsExactly(
            "operator: resolve and render                      |      ms |            range |  CPU ms | allocated MB | target CPU ms",
            "cold: the first work of a fresh JVM               |  1234.5 |  1234.5-  1234.5 |  1234.4 |        123.5 | under 2000",
            "warm: everything anew                             |    90.0 |    80.0-   120.0 |    89.9 |          9.0 |",
            "one route changed, the rest taken over            |    12.3 |    10.0-    20.0 |    12.2 |          1.2 | under 50",
            "floor: the rendered entries copied into lists     |     0.1 |     0.1-     0.2 |     0.0 |          0.0 |",
            "floor: the rendered configuration written as JSON |    33.0 |    30.0-    40.0 |    32.9 |          3.3 |",
            "",
            "pod: parse, compile and swap                      |      ms |            range |  CPU ms | allocated MB | target CPU ms",
            "first configuration of a pod                      |   700.0 |   700.0-   700.0 |   699.9 |         70.0 |",
            "one route changed, with the copy on disk          |    20.0 |    10.0-    30.0 |    19.9 |          2.0 | under 50",
            "one more key denied                               |     8.0 |     7.0-     9.0 |     7.9 |          0.8 |",
            "",
            "heap after collection: resources 51.0 MB, resolved fleet and configuration 42.4 MB more",
            "configuration as JSON: 9.0 MB");
  }
}
