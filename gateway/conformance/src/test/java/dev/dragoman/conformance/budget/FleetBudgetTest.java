package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.conformance.gateway.Manifests;
import dev.dragoman.conformance.gateway.StoredFleet;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes share one key's budget through DynamoDB, with 200 callers at a time. The upstream
 * keeps its own count, which the ledger must cover and the budget must bound.
 */
class FleetBudgetTest {
  private static final int CALLERS = 200;
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("budget.seconds", 8));

  @AutoClose private final SharedBudget shared;
  private final StoredFleet fleet;

  FleetBudgetTest(@TempDir Path home) throws Exception {
    shared = new SharedBudget(home);
    fleet = shared.fleet();
  }

  private Manifests start(long tokens) throws InterruptedException {
    Manifests manifests = shared.manifests(tokens, "HeldSlices");
    for (int i = 0; i < 3; i++) {
      GatewayProcess _ = fleet.start(manifests);
    }
    return manifests;
  }

  @Test
  void callersOfThreeProcessesDoNotOvershootABudget() throws Exception {
    // Given
    long budget = 15_000;
    start(budget);
    Callers callers = new Callers(SharedBudget.KEY, fleet.processes());

    // When
    callers.run(CALLERS, TIME);
    WindowState state = shared.quiet(Duration.ofSeconds(45));
    fleet.killAll();

    // Then
    System.out.println("budget " + budget + ", " + shared.report(callers, state));
    assertThat(shared.upstream().counted()).as("0 overshoot").isLessThanOrEqualTo(budget);
    assertThat(shared.over(state)).as("the ledger is exact").isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(state.committed()).as("nothing is held").isEqualByComparingTo(state.settled());
    assertThat(callers.answers()).as("the budget was spent").containsKey(429);
    assertThat(callers.answers()).doesNotContainKeys(500, 502);
  }

  /** For the figures of gateway/docs/limits.md: {@code -Dgroups=chaos -Dtests.excluded=none}. */
  @Test
  @Tag("chaos")
  void deathsAndOutagesLeaveTheLedgerAboveTheUpstream() throws Exception {
    // Given
    long budget = 50_000_000;
    Manifests manifests = start(budget);
    Callers callers = new Callers(SharedBudget.KEY, fleet.processes());
    Thread calling = Thread.startVirtualThread(() -> callers.run(CALLERS, TIME));

    // When
    shared.store().faulty(true);
    long end = System.nanoTime() + TIME.toNanos();
    while (System.nanoTime() < end) {
      Thread.sleep(10_000);
      List<GatewayProcess> alive = fleet.processes();
      GatewayProcess dead = alive.get(ThreadLocalRandom.current().nextInt(alive.size()));
      callers.remove(dead);
      fleet.kill(dead);
      callers.add(fleet.start(manifests));
    }
    calling.join();
    shared.store().faulty(false);
    // Somebody has to look at the window for the dead to be noticed.
    for (int i = 0; i < 9; i++) {
      Thread.sleep(10_000);
      callers.run(1, Duration.ofMillis(200));
    }
    WindowState state = shared.quiet(Duration.ofSeconds(90));
    fleet.killAll();

    // Then
    System.out.println(
        "budget " + budget + ", " + shared.report(callers, state) + ", " + shared.store().counts());
    assertThat(shared.over(state)).isBetween(BigDecimal.ZERO, state.expired());
    assertThat(state.committed()).as("nothing is held").isEqualByComparingTo(state.settled());
    assertThat(callers.answers()).doesNotContainKey(500);
  }
}
