package dev.dragoman.gateway.upstream.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.upstream.UpstreamFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class AwsIdentitiesTest {
  private final SettableClock clock = SettableClock.at("2026-11-30T08:00:00Z");
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final AtomicInteger asked = new AtomicInteger();

  private AwsIdentities identities(Duration life) {
    return new AwsIdentities(() -> identity(life), tasks::add, clock);
  }

  private AwsCredentialsIdentity identity(Duration life) {
    return AwsSessionCredentials.builder()
        .accessKeyId("key-" + asked.incrementAndGet())
        .secretAccessKey("s")
        .sessionToken("t")
        .expirationTime(clock.instant().plus(life))
        .build();
  }

  private void runTasks() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void whoWaitAtOnceAskOnce() {
    // Given
    AwsIdentities identities = identities(Duration.ofHours(1));

    // When
    var first = identities.current().toFuture();
    var second = identities.current().toFuture();
    runTasks();

    // Then
    assertThat(first.join().accessKeyId()).isEqualTo("key-1");
    assertThat(second.join().accessKeyId()).isEqualTo("key-1");
  }

  @Test
  void anIdentityIsRenewedBeforeItExpiresAndNobodyWaits() {
    // Given
    AwsIdentities identities = identities(Duration.ofMinutes(10));
    var first = identities.current().toFuture();
    runTasks();
    first.join();

    // When
    clock.advance(Duration.ofMinutes(2));
    AwsCredentialsIdentity meanwhile = identities.current().toFuture().getNow(null);
    runTasks();

    // Then
    assertThat(meanwhile.accessKeyId()).isEqualTo("key-1");
    assertThat(identities.current().toFuture().getNow(null).accessKeyId()).isEqualTo("key-2");
  }

  @Test
  void anExpiredIdentityIsNotUsed() {
    // Given
    AwsIdentities identities = identities(Duration.ofMinutes(10));
    var first = identities.current().toFuture();
    runTasks();
    first.join();

    // When
    clock.advance(Duration.ofMinutes(11));
    var later = identities.current().toFuture();

    // Then
    assertThat(later.isDone()).isFalse();
    runTasks();
    assertThat(later.join().accessKeyId()).isEqualTo("key-2");
  }

  @Test
  void withoutAnIdentityARequestFailsAndTheNextAsksAgain() {
    // Given
    AtomicInteger attempts = new AtomicInteger();
    AwsIdentities identities =
        new AwsIdentities(
            () -> {
              attempts.incrementAndGet();
              throw new IllegalStateException("nowhere");
            },
            Runnable::run,
            clock);

    // Then
    assertThatThrownBy(() -> identities.current().toFuture().join())
        .hasCauseInstanceOf(UpstreamFailure.class);
    assertThatThrownBy(() -> identities.current().toFuture().join())
        .hasCauseInstanceOf(UpstreamFailure.class);
    assertThat(attempts).hasValue(2);
  }
}
