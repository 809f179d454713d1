package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final int PROGRAMS = 6;

  @Test
  void theWholePlanFitsIntoTenMinutes() {
    assertThat(planned(Plan.FULL)).isLessThan(Duration.ofMinutes(10).minusSeconds(30));
  }

  @Test
  void theQuickPlanFitsIntoAMinute() {
    assertThat(planned(Plan.QUICK)).isLessThan(Duration.ofMinutes(1).minusSeconds(10));
  }

  /** Load and streams of all programs; the rest is left for their starts. */
  private static Duration planned(Plan plan) {
    Duration rounds = plan.round().multipliedBy(plan.rounds());
    return plan.warmUp().plus(rounds).plus(plan.streamLength()).multipliedBy(PROGRAMS);
  }
}
