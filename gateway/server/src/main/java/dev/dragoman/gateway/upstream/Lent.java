package dev.dragoman.gateway.upstream;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A credential that is lent to the gateway for a time, kept for the requests that come. Its source
 * reads files and calls services, so it is asked on threads of its own and never on an event loop,
 * and before the time is over, so that nobody waits for a renewal. Thread-safe.
 */
public final class Lent<T> {
  private final Supplier<Loan<T>> source;
  private final Executor threads;
  private final Clock clock;
  private final String failure;
  private final AtomicReference<@Nullable CompletableFuture<Loan<T>>> asking =
      new AtomicReference<>();
  private volatile @Nullable Loan<T> known;

  /**
   * What a source lends.
   *
   * @param source may block
   * @param threads where the source is asked
   * @param failure what a request is told while there is no credential, unless the source fails
   *     with an {@link UpstreamFailure} of its own; names no secret
   */
  public Lent(Supplier<Loan<T>> source, Executor threads, Clock clock, String failure) {
    this.source = source;
    this.threads = threads;
    this.clock = clock;
    this.failure = failure;
  }

  /**
   * A credential.
   *
   * @param renewal from when on another one is asked for, while this one goes on being used
   * @param end from when on it is not used any more, null for never
   */
  public record Loan<T>(T credential, Instant renewal, @Nullable Instant end) {
    private boolean isOver(Instant now) {
      return end != null && !now.isBefore(end);
    }
  }

  /** The credential to use; fails with {@link UpstreamFailure} while there is none. */
  public Mono<T> current() {
    Loan<T> last = known;
    Instant now = clock.instant();
    if (last == null || last.isOver(now)) {
      return Mono.fromFuture(this::ask, true)
          .map(Loan::credential)
          .onErrorMap(
              cause -> !(cause instanceof UpstreamFailure),
              cause -> new UpstreamFailure(failure, cause));
    }
    if (!now.isBefore(last.renewal())) {
      // A failure is told when the known one is over; until then nothing is lost.
      CompletableFuture<Loan<T>> _ = ask();
    }
    return Mono.just(last.credential());
  }

  /** Asks the source, once for all who wait. */
  private CompletableFuture<Loan<T>> ask() {
    CompletableFuture<Loan<T>> mine = new CompletableFuture<>();
    CompletableFuture<Loan<T>> running = asking.compareAndExchange(null, mine);
    if (running != null) {
      return running;
    }
    threads.execute(() -> fetch(mine));
    return mine;
  }

  private void fetch(CompletableFuture<Loan<T>> waiting) {
    try {
      Loan<T> loan = source.get();
      known = loan;
      asking.set(null);
      waiting.complete(loan);
    } catch (RuntimeException e) {
      asking.set(null);
      waiting.completeExceptionally(e);
    }
  }
}
