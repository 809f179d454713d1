package dev.dragoman.conformance.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
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

  @AutoClose private final Fleet fleet;

  FleetBudgetTest(@TempDir Path home) throws Exception {
    fleet = new Fleet(home);
  }

  private void start(long tokens) throws InterruptedException {
    fleet.prepare(tokens, "HeldSlices");
    for (int i = 0; i < 3; i++) {
      GatewayProcess _ = fleet.start(i);
    }
  }

  @Test
  void callersOfThreeProcessesDoNotOvershootABudget() throws Exception {
    // Given
    long budget = 15_000;
    start(budget);
    Callers callers = new Callers(Fleet.KEY, fleet.processes());

    // When
    callers.run(CALLERS, TIME);
    WindowState state = fleet.quiet(Duration.ofSeconds(45));
    fleet.stop();

    // Then
    System.out.println("budget " + budget + ", " + fleet.report(callers, state));
    assertThat(fleet.upstream().counted()).as("0 overshoot").isLessThanOrEqualTo(budget);
    assertThat(fleet.over(state)).as("the ledger is exact").isEqualByComparingTo(BigDecimal.ZERO);
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
    start(budget);
    Callers callers = new Callers(Fleet.KEY, fleet.processes());
    Thread calling = Thread.startVirtualThread(() -> callers.run(CALLERS, TIME));

    // When
    fleet.store().faulty(true);
    long end = System.nanoTime() + TIME.toNanos();
    int number = 3;
    while (System.nanoTime() < end) {
      Thread.sleep(10_000);
      int one = ThreadLocalRandom.current().nextInt(fleet.processes().size());
      GatewayProcess dead = fleet.processes().get(one);
      callers.remove(dead);
      fleet.kill(dead);
      callers.replace(dead, fleet.start(number++));
    }
    calling.join();
    fleet.store().faulty(false);
    // Somebody has to look at the window for the dead to be noticed.
    for (int i = 0; i < 9; i++) {
      Thread.sleep(10_000);
      callers.run(1, Duration.ofMillis(200));
    }
    WindowState state = fleet.quiet(Duration.ofSeconds(90));
    fleet.stop();

    // Then
    System.out.println(
        "budget " + budget + ", " + fleet.report(callers, state) + ", " + fleet.store().counts());
    assertThat(fleet.over(state)).isBetween(BigDecimal.ZERO, state.expired());
    assertThat(state.committed()).as("nothing is held").isEqualByComparingTo(state.settled());
    assertThat(callers.answers()).doesNotContainKey(500);
  }
}
