package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcFilesTest {
  @Test
  void userAndSystemTimeAreSummedInTicksOfTenMilliseconds() {
    // Given
    String stat = "4711 (java) S 1 4711 4711 0 -1 4194304 9 9 0 0 250 50 7 7 20 0 30 0 5 6 7\n";

    // When
    Duration cpu = ProcFiles.cpu(stat);

    // Then
    assertThat(cpu).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aNameWithSpacesAndParenthesesShiftsNoField() {
    // Given
    String stat = "4711 (a (b) c) d) S 1 4711 4711 0 -1 4194304 9 9 0 0 1 2 7 7 20 0 30 0 5 6 7\n";

    // When
    Duration cpu = ProcFiles.cpu(stat);

    // Then
    assertThat(cpu).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void residentMemoryIsReadInBytes() {
    // Given
    String status = "Name:\tjava\nVmPeak:\t  999 kB\nVmRSS:\t   1234 kB\nRssAnon:\t 1 kB\n";

    // When
    long bytes = ProcFiles.residentBytes(status);

    // Then
    assertThat(bytes).isEqualTo(1234L * 1024);
  }

  @Test
  void aProcessThatEndedHasNoMemory() {
    assertThat(ProcFiles.residentBytes("Name:\tjava\nState:\tZ (zombie)\n")).isZero();
  }

  @Test
  void thisProcessHasBooks() {
    // Given
    ProcessHandle self = ProcessHandle.current();

    // When
    long bytes = ProcFiles.residentBytesOf(self);

    // Then
    assertThat(bytes).isPositive();
    assertThat(ProcFiles.cpuOf(self)).isPositive();
  }
}
