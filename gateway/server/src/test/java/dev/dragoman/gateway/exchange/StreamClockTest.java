package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.exchange.StreamClock.Expiry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class StreamClockTest {
  private static final TimeoutsEntry TIMEOUTS =
      new TimeoutsEntry(
          Duration.ofSeconds(1),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofSeconds(100));
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final AtomicLong closing = new AtomicLong(Long.MAX_VALUE);
  private final StreamClock clock = new StreamClock(TIMEOUTS, KEEP_ALIVE, time, closing::get);

  @Test
  void theFirstTokenIsBoundedThoughTheUpstreamSpeaks() {
    // Given
    time.advanceTimeBy(Duration.ofSeconds(19));
    clock.upstreamSpoke();
    assertThat(clock.expired(false)).isEqualTo(Expiry.NONE);

    // When
    time.advanceTimeBy(Duration.ofSeconds(1));

    // Then
    assertThat(clock.expired(false)).isEqualTo(Expiry.FIRST_TOKEN);
    assertThat(clock.expired(true)).isEqualTo(Expiry.NONE);
  }

  @Test
  void silenceIsMeasuredFromTheLastBytes() {
    // Given
    time.advanceTimeBy(Duration.ofSeconds(25));
    clock.upstreamSpoke();
    time.advanceTimeBy(Duration.ofSeconds(29));
    assertThat(clock.expired(true)).isEqualTo(Expiry.NONE);

    // When
    time.advanceTimeBy(Duration.ofSeconds(1));

    // Then
    assertThat(clock.expired(true)).isEqualTo(Expiry.IDLE);
  }

  @Test
  void aProcessThatEndsEndsWhatRuns() {
    // Given
    time.advanceTimeBy(Duration.ofSeconds(5));
    clock.upstreamSpoke();
    closing.set(time.now(TimeUnit.NANOSECONDS) + Duration.ofSeconds(2).toNanos());
    assertThat(clock.expired(true)).isEqualTo(Expiry.NONE);

    // When
    time.advanceTimeBy(Duration.ofSeconds(2));

    // Then
    assertThat(clock.expired(true)).isEqualTo(Expiry.CLOSING);
    assertThat(clock.followedBy(TIMEOUTS).expired(false)).isEqualTo(Expiry.CLOSING);
  }

  @Test
  void theTotalCountsWhateverHappens() {
    // Given
    for (int i = 0; i < 10; i++) {
      time.advanceTimeBy(Duration.ofSeconds(10));
      clock.upstreamSpoke();
    }

    // Then
    assertThat(clock.expired(true)).isEqualTo(Expiry.TOTAL);
  }

  @Test
  void aKeepAliveIsDueAfterSilenceTowardsTheClient() {
    // Given
    time.advanceTimeBy(Duration.ofSeconds(9));
    assertThat(clock.keepAliveIsDue()).isFalse();
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(clock.keepAliveIsDue()).isTrue();

    // When
    clock.clientWasSent();

    // Then
    assertThat(clock.keepAliveIsDue()).isFalse();
  }

  @Test
  void nothingFollowsACompleteAnswerAfterALongSilence() {
    // Given
    time.advanceTimeBy(Duration.ofMinutes(1));
    clock.upstreamSpoke();
    time.advanceTimeBy(StreamClock.LINGER.minusMillis(1));
    assertThat(clock.nothingFollows()).isFalse();

    // When
    time.advanceTimeBy(Duration.ofMillis(1));

    // Then
    assertThat(clock.nothingFollows()).isTrue();
  }

  @Test
  void theTickIsAQuarterOfTheShortestBoundWithinLimits() {
    assertThat(StreamClock.tick(TIMEOUTS, Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(500));
    assertThat(StreamClock.tick(TIMEOUTS, KEEP_ALIVE)).isEqualTo(Duration.ofSeconds(1));
    assertThat(StreamClock.tick(TIMEOUTS, Duration.ofMillis(4))).isEqualTo(Duration.ofMillis(20));
  }
}
