package dev.dragoman.gateway.upstream.http;

import dev.dragoman.gateway.upstream.Leaving;
import dev.dragoman.gateway.upstream.UpstreamCall;
import dev.dragoman.gateway.upstream.UpstreamSignal;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import reactor.core.publisher.Flux;

/** An upstream over HTTP to which each request brings a {@link Proof} of its own. */
public final class ProvenUpstream implements ConnectedUpstream {
  private final HttpUpstream http;
  private final Proof proof;

  /**
   * An upstream that asks for proof.
   *
   * @param http adds no credential by itself
   */
  public ProvenUpstream(HttpUpstream http, Proof proof) {
    this.http = http;
    this.proof = proof;
  }

  @Override
  public Leaving leaving() {
    return http.leaving();
  }

  @Override
  public HttpAccount account() {
    return http.account();
  }

  @Override
  public Flux<UpstreamSignal> open(UpstreamCall call) {
    return proof.of(call.request()).flatMapMany(headers -> http.open(proved(call, headers)));
  }

  private static UpstreamCall proved(UpstreamCall call, WireHeaders proof) {
    WireRequest request = call.request();
    WireHeaders headers = WireHeaders.builder().setAll(request.headers()).setAll(proof).build();
    return new UpstreamCall(
        new WireRequest(request.path(), headers, request.body(), request.stream()),
        call.timeouts());
  }
}
