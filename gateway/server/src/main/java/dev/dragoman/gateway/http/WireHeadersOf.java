package dev.dragoman.gateway.http;

import dev.dragoman.protocol.wire.WireHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Headers as the parts below this package know them. */
final class WireHeadersOf {
  private WireHeadersOf() {}

  static WireHeaders request(ServerHttpRequest request) {
    WireHeaders.Builder headers = WireHeaders.builder();
    request.getHeaders().forEach((name, values) -> headers.set(name, values));
    return headers.build();
  }
}
