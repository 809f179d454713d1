package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final StreamCount WHOLE = new StreamCount(100_000, 100_000, 0);

  @Test
  void eachProgramStandsBesideTheFloor() {
    // Given
    List<Row> rows =
        List.of(
            row("upstream alone", WHOLE, turn(20), turn(20), turn(30)),
            row("bare proxy (floor)", WHOLE, turn(40), turn(40), turn(60)),
            row("gateway", WHOLE, turn(80), turn(100), turn(120)));

    // When
    String text = new Report(Plan.FULL, Workload.PLAIN, "-Xmx512m", rows).text();

    // Then
    assertThat(text)
        .contains("each program on its own JVM: -Xmx512m")
        .endsWith(
            """
            program            | requests/s | CPU ms/request |  x floor (range) | RSS MB load/streams | events expected | received | lost | streams took s
            upstream alone     |      1,000 |          0.020 | 0.50 (0.50-0.50) |           150 / 180 |         100,000 |  100,000 |    0 |           10.2
            bare proxy (floor) |      1,000 |          0.040 | 1.00 (1.00-1.00) |           150 / 180 |         100,000 |  100,000 |    0 |           10.2
            gateway            |      1,000 |          0.100 | 2.00 (2.00-2.50) |           150 / 180 |         100,000 |  100,000 |    0 |           10.2\
            """);
  }

  @Test
  void aLostEventIsAFault() {
    // Given
    Row floor = row("bare proxy (floor)", WHOLE, turn(40));
    Row gateway = row("gateway", new StreamCount(100, 99, 0), turn(80));

    // When
    Report report = new Report(Plan.FULL, Workload.PLAIN, "", List.of(floor, floor, gateway));

    // Then
    assertThat(report.isWhole()).isFalse();
    assertThat(report.text())
        .endsWith("FAULT gateway: 0 wrong answers, 1 events lost, 0 streams broken");
  }

  @Test
  void aWrongAnswerIsAFault() {
    // Given
    Turn wrong = new Turn(999, 1, Duration.ofSeconds(1), Duration.ofMillis(40));

    // When
    Row row = row("gateway", WHOLE, wrong);

    // Then
    assertThat(row.isWhole()).isFalse();
  }

  private static Row row(String name, StreamCount streams, Turn... turns) {
    return new Row(
        name, List.of(turns), 150_000_000, streams, Duration.ofMillis(10_200), 180_000_000);
  }

  private static Turn turn(long cpuMillis) {
    return new Turn(1_000, 0, Duration.ofSeconds(1), Duration.ofMillis(cpuMillis));
  }
}
