package dev.dragoman.gateway.upstream.http;

import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import reactor.core.publisher.Mono;

/** How a request shows who sends it, where this is not the same for every request. */
@FunctionalInterface
public interface Proof {
  /** The headers to add to {@code request}. */
  Mono<WireHeaders> of(WireRequest request);

  /** The same headers for every request. */
  static Proof constant(WireHeaders headers) {
    Mono<WireHeaders> always = Mono.just(headers);
    return request -> always;
  }
}
