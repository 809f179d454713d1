package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.store.window.WindowState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * DynamoDB stops answering, a key that may go on does, and the process is killed ({@code kill -9})
 * before the store answers again. The next process with the same state directory tells what was
 * spent, also of steps that the store gets to see only now.
 */
class OutageDeathTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @AutoClose private final Fleet fleet;

  OutageDeathTest(@TempDir Path home) throws Exception {
    fleet = new Fleet(home);
  }

  @Test
  void whatWasSpentInAnOutageIsInTheLedgerThoughTheProcessDied() throws Exception {
    // Given
    fleet.prepare(1_000_000, "Allow");
    GatewayProcess process = fleet.start(0);
    Callers callers = new Callers(Fleet.KEY, fleet.processes());
    fleet.dynamo().freeze();
    callers.run(8, Duration.ofSeconds(4));
    awaitRecorded();

    // When
    fleet.kill(process);
    fleet.dynamo().thaw();
    GatewayProcess _ = fleet.start(0);
    WindowState state = fleet.quiet(PATIENCE);

    // Then
    System.out.println(fleet.report(callers, state));
    assertThat(callers.answers()).as("the outage is survived").containsOnlyKeys(200);
    assertThat(fleet.upstream().counted()).isPositive();
    assertThat(fleet.over(state)).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(state.spent().requests()).isEqualTo(fleet.upstream().calls());
  }

  /** Waits until everything that the upstream has counted is on the disk, in one telling. */
  private void awaitRecorded() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!recorded().contains("\"spent\":\"" + fleet.upstream().counted() + "\"")) {
      assertThat(System.nanoTime()).as("recorded is %s", recorded()).isLessThan(end);
      Thread.sleep(100);
    }
  }

  private String recorded() throws IOException {
    Path directory = fleet.state(0).resolve("debts");
    if (!Files.isDirectory(directory)) {
      return "";
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(directory)) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    try {
      return files.isEmpty() ? "" : Files.readString(files.getFirst());
    } catch (NoSuchFileException settled) {
      return "";
    }
  }
}
