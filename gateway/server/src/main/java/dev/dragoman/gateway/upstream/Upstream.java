package dev.dragoman.gateway.upstream;

import reactor.core.publisher.Flux;

/** Port to one upstream account. Thread-safe. */
public interface Upstream {
  /**
   * Sends the request when subscribed. Cancelling closes the connection, in every phase. Failures
   * before the head are {@link dev.dragoman.protocol.model.GatewayException}s of {@code
   * BAD_UPSTREAM}, {@code UNAVAILABLE} or {@code TIMEOUT}; after it any error means that the body
   * was cut.
   */
  Flux<UpstreamSignal> open(UpstreamCall call);

  /** What is done with calls whose clients leave. */
  default Leaving leaving() {
    return Leaving.HANG_UP;
  }

  /** Whether calls are made with the caller's own key in place of the gateway's. */
  default boolean takesClientKey() {
    return false;
  }
}
