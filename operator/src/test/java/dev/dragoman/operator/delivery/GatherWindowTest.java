package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatherWindowTest {
  private final MutableClock clock = new MutableClock();
  private final GatherWindow window = new GatherWindow();

  private boolean takenAfter(int millis) {
    clock.advance(Duration.ofMillis(millis));
    return window.take(clock.instant());
  }

  @Test
  void withoutAChangeItNeverCloses() {
    assertThat(window.closes()).isNull();
    assertThat(takenAfter(1_000)).isFalse();
  }

  @Test
  void itClosesOnceItWasQuiet() {
    window.changed(clock.instant());
    assertThat(takenAfter(49)).isFalse();
    assertThat(takenAfter(1)).isTrue();
  }

  @Test
  void aChangeInTheQuietTimeProlongsIt() {
    window.changed(clock.instant());
    clock.advance(Duration.ofMillis(40));
    window.changed(clock.instant());
    assertThat(takenAfter(49)).isFalse();
    assertThat(takenAfter(1)).isTrue();
  }

  @Test
  void aSteadyFlowIsPublishedAllTheSame() {
    // Given: a change every 25 ms
    for (int i = 0; i < 10; i++) {
      window.changed(clock.instant());
      assertThat(window.take(clock.instant())).isFalse();
      clock.advance(Duration.ofMillis(25));
    }

    // Then
    assertThat(window.take(clock.instant())).isTrue();
  }

  @Test
  void whatItGatheredIsTakenOnce() {
    window.changed(clock.instant());
    assertThat(takenAfter(50)).isTrue();
    assertThat(takenAfter(50)).isFalse();
  }
}
