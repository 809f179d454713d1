package dev.dragoman.operator.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final Retry retry = new Retry();

  @Test
  void pausesDoubleUpToTheLongest() {
    for (long millis : new long[] {250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
      retry.failed(NOW);
      assertThat(retry.due()).isEqualTo(NOW.plusMillis(millis));
    }
  }

  @Test
  void nothingIsTriedBeforeItsTime() {
    retry.failed(NOW);
    assertThat(retry.allows(NOW.plusMillis(249))).isFalse();
    assertThat(retry.allows(NOW.plusMillis(250))).isTrue();
  }

  @Test
  void successBeginsAnew() {
    retry.failed(NOW);
    retry.failed(NOW);
    retry.succeeded();
    assertThat(retry.allows(NOW)).isTrue();
    retry.failed(NOW);
    assertThat(retry.due()).isEqualTo(NOW.plus(Duration.ofMillis(250)));
  }
}
