package dev.dragoman.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.upstream.Lent.Loan;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LentTest {
  private final SettableClock clock = SettableClock.at("2026-11-30T08:00:00Z");
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger asked = new AtomicInteger();

  private Lent<String> lent(Duration life) {
    return new Lent<>(() -> next(life), tasks::add, clock, "there is none");
  }

  private Loan<String> next(Duration life) {
    return new Loan<>(
        "key-" + asked.incrementAndGet(),
        clock.instant().plus(Duration.ofMinutes(1)),
        clock.instant().plus(life));
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void whoWaitAtOnceAskOnce() {
    // Given
    Lent<String> lent = lent(Duration.ofHours(1));

    // When
    var first = lent.current().toFuture();
    var second = lent.current().toFuture();
    runTasks();

    // Then
    assertThat(first.join()).isEqualTo("key-1");
    assertThat(second.join()).isEqualTo("key-1");
  }

  @Test
  void aCredentialIsRenewedBeforeItEndsAndNobodyWaits() {
    // Given
    Lent<String> lent = lent(Duration.ofMinutes(10));
    var first = lent.current().toFuture();
    runTasks();
    first.join();

    // When
    clock.advance(Duration.ofMinutes(2));
    String meanwhile = lent.current().toFuture().getNow(null);
    runTasks();

    // Then
    assertThat(meanwhile).isEqualTo("key-1");
    assertThat(lent.current().toFuture().getNow(null)).isEqualTo("key-2");
  }

  @Test
  void aCredentialThatHasEndedIsNotUsed() {
    // Given
    Lent<String> lent = lent(Duration.ofMinutes(10));
    var first = lent.current().toFuture();
    runTasks();
    first.join();

    // When
    clock.advance(Duration.ofMinutes(11));
    var later = lent.current().toFuture();

    // Then
    assertThat(later.isDone()).isFalse();
    runTasks();
    assertThat(later.join()).isEqualTo("key-2");
  }

  @Test
  void withoutACredentialARequestFailsAndTheNextAsksAgain() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    Lent<String> lent =
        new Lent<>(
            () -> {
              attempts.incrementAndGet();
              throw new IllegalStateException("nowhere");
            },
            Runnable::run,
            clock,
            "there is none");

    // Then
    assertThatThrownBy(() -> lent.current().toFuture().join())
        .hasCauseInstanceOf(UpstreamFailure.class);
    assertThatThrownBy(() -> lent.current().toFuture().join())
        .hasCauseInstanceOf(UpstreamFailure.class);
    assertThat(attempts).hasValue(2);
  }
}
