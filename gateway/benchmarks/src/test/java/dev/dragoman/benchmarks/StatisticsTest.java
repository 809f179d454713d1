package dev.dragoman.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatisticsTest {
  @Test
  void oneSpoiledRoundDoesNotMoveTheMedian() {
    assertThat(Statistics.of(List.of(2.0, 1.0, 90.0))).isEqualTo(new Statistics(2.0, 1.0, 90.0));
  }

  @Test
  void anEvenNumberOfRoundsMeetsInTheMiddle() {
    assertThat(Statistics.of(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void noRoundsAreRefused() {
    assertThatThrownBy(() -> Statistics.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rounds, no median");
  }
}
