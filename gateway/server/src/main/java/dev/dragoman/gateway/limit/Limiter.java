package dev.dragoman.gateway.limit;

import reactor.core.publisher.Mono;

/** Port: decides whether a request may be made now. */
public interface Limiter {
  /** Lets everything pass. */
  Limiter NONE = ask -> Mono.just(new Decision.Admitted(Lease.FREE));

  /**
   * Reserves what a request needs in every window that bounds it, all or nothing. Cancelling gives
   * back what was reserved.
   */
  Mono<Decision> acquire(Ask ask);
}
