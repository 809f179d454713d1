package dev.dragoman.gateway.http;

import dev.dragoman.protocol.wire.WireHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/** Headers as the parts below this package know them. */
final class WireHeadersOf {
  private WireHeadersOf() {}

  static WireHeaders request(ServerHttpRequest request) {
    // As the server holds them: of Spring's view each name would be looked up again.
    HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
    WireHeaders.Builder headers = WireHeaders.builder();
    received.requestHeaders().forEach(field -> headers.add(field.getKey(), field.getValue()));
    return headers.build();
  }
}
