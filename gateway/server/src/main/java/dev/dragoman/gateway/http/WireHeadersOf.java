package dev.dragoman.gateway.http;

import dev.dragoman.protocol.wire.WireHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Headers as the parts below this package know them. */
final class WireHeadersOf {
  private WireHeadersOf() {}

  static WireHeaders request(ServerHttpRequest request) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    request.getHeaders().forEach((name, values) -> fields.put(name, values));
    return new WireHeaders(fields);
  }
}
