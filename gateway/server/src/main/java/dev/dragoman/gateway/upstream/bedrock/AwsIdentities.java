package dev.dragoman.gateway.upstream.bedrock;

import dev.dragoman.gateway.upstream.UpstreamFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Who the gateway is in AWS, kept for the requests that come. The chain of the SDK reads files and
 * calls services, so it is asked on threads of its own and never on an event loop; once a minute,
 * while what is known goes on signing, so that nobody waits for a renewal. Thread-safe.
 */
final class AwsIdentities {
  private static final Duration FRESH = Duration.ofMinutes(1);

  /** A signature is judged by the clock of the service, which may be ahead of ours. */
  private static final Duration BEFORE_EXPIRY = Duration.ofSeconds(30);

  private final Supplier<AwsCredentialsIdentity> source;
  private final Executor threads;
  private final Clock clock;
  private final AtomicReference<@Nullable CompletableFuture<AwsCredentialsIdentity>> asking =
      new AtomicReference<>();
  private volatile @Nullable Known known;

  /**
   * Identities of a source.
   *
   * @param source may block
   * @param threads where the source is asked
   */
  AwsIdentities(Supplier<AwsCredentialsIdentity> source, Executor threads, Clock clock) {
    this.source = source;
    this.threads = threads;
    this.clock = clock;
  }

  private record Known(AwsCredentialsIdentity identity, Instant since) {
    boolean isExpired(Instant now) {
      return identity
          .expirationTime()
          .map(expiry -> !now.isBefore(expiry.minus(BEFORE_EXPIRY)))
          .orElse(false);
    }

    boolean isFresh(Instant now) {
      return now.isBefore(since.plus(FRESH));
    }
  }

  /** The identity to sign with; fails with {@link UpstreamFailure} while there is none. */
  Mono<AwsCredentialsIdentity> current() {
    Known last = known;
    Instant now = clock.instant();
    if (last == null || last.isExpired(now)) {
      return Mono.fromFuture(this::ask, true)
          .onErrorMap(
              cause -> !(cause instanceof UpstreamFailure),
              cause ->
                  new UpstreamFailure(
                      "the gateway has no credentials of AWS for this upstream", cause));
    }
    if (!last.isFresh(now)) {
      // A failure is told when the known identity has expired; until then nothing is lost.
      CompletableFuture<AwsCredentialsIdentity> _ = ask();
    }
    return Mono.just(last.identity());
  }

  /** Asks the source, once for all who wait. */
  private CompletableFuture<AwsCredentialsIdentity> ask() {
    CompletableFuture<AwsCredentialsIdentity> mine = new CompletableFuture<>();
    CompletableFuture<AwsCredentialsIdentity> running = asking.compareAndExchange(null, mine);
    if (running != null) {
      return running;
    }
    threads.execute(() -> fetch(mine));
    return mine;
  }

  private void fetch(CompletableFuture<AwsCredentialsIdentity> waiting) {
    try {
      AwsCredentialsIdentity identity = source.get();
      known = new Known(identity, clock.instant());
      asking.set(null);
      waiting.complete(identity);
    } catch (RuntimeException e) {
      asking.set(null);
      waiting.completeExceptionally(e);
    }
  }
}
