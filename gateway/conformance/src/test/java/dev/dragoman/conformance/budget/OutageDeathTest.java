package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
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

  @AutoClose private final SharedBudget shared;
  private final StoredFleet fleet;

  OutageDeathTest(@TempDir Path home) throws Exception {
    shared = new SharedBudget(home);
    fleet = shared.fleet();
  }

  @Test
  void whatWasSpentInAnOutageIsInTheLedgerThoughTheProcessDied() throws Exception {
    // Given
    Manifests manifests = shared.manifests(1_000_000, "Allow");
    GatewayProcess process = fleet.start(manifests);
    Callers callers = new Callers(SharedBudget.KEY, fleet.processes());
    fleet.freeze();
    callers.run(8, Duration.ofSeconds(4));
    awaitRecorded();

    // When
    fleet.kill(process);
    fleet.thaw();
    GatewayProcess _ = fleet.startAgain(manifests, 0);
    WindowState state = shared.quiet(PATIENCE);

    // Then
    System.out.println(shared.report(callers, state));
    assertThat(callers.answers()).as("the outage is survived").containsOnlyKeys(200);
    assertThat(shared.upstream().counted()).isPositive();
    assertThat(shared.over(state)).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(state.spent().requests()).isEqualTo(shared.upstream().calls());
  }

  /** Waits until everything that the upstream has counted is on the disk, in one telling. */
  private void awaitRecorded() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!recorded().contains("\"spent\":\"" + shared.upstream().counted() + "\"")) {
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
