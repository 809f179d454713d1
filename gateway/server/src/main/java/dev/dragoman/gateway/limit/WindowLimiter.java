package dev.dragoman.gateway.limit;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** Reserves in one window after the other, what fails soonest first. Thread-safe. */
public final class WindowLimiter implements Limiter {
  private final Windows windows;
  private final Clock clock;

  WindowLimiter(Windows windows, Clock clock) {
    this.windows = windows;
    this.clock = clock;
  }

  @Override
  public Mono<Decision> acquire(Ask ask) {
    return Mono.defer(() -> {
      Instant now = clock.instant();
      Acquisition acquisition = new Acquisition(ask, windows, now);
      CompletableFuture<Decision> decision = acquisition.start();
      // What is waited for comes even when nobody waits any more, and is then given back. Once it
      // was taken it is settled by who took it: cancellations of what follows pass here as well.
      return Mono.fromFuture(decision, true)
          .doOnNext(_ -> acquisition.taken())
          .doOnCancel(acquisition::abandon);
    });
  }
}
