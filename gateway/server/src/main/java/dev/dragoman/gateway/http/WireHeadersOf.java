package dev.dragoman.gateway.http;

import dev.dragoman.protocol.wire.WireHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/** Headers as the parts below this package know them. */
final class WireHeadersOf {
  private static final String KEY = "x-goog-api-key";
  private static final List<String> CREDENTIALS =
      List.of("authorization", KEY, "x-api-key", "api-key");

  /** In the addresses of Gemini. */
  private static final String MODELS = "/models";

  private WireHeadersOf() {}

  static WireHeaders request(ServerHttpRequest request) {
    // As the server holds them: of Spring's view each name would be looked up again.
    HttpServerRequest received = ServerHttpRequestDecorator.getNativeRequest(request);
    WireHeaders.Builder headers = WireHeaders.builder();
    received.requestHeaders().forEach(field -> headers.add(field.getKey(), field.getValue()));
    String key =
        request.getURI().getRawPath().contains(MODELS)
            ? keyInQuery(request.getURI().getRawQuery())
            : null;
    return key == null || hasCredential(received) ? headers.build() : headers.add(KEY, key).build();
  }

  private static boolean hasCredential(HttpServerRequest request) {
    return CREDENTIALS.stream().anyMatch(name -> request.requestHeaders().contains(name));
  }

  /** Clients of Gemini may put their key into the address. */
  private static @Nullable String keyInQuery(@Nullable String query) {
    if (query == null) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("key=")) {
        return URLDecoder.decode(parameter.substring("key=".length()), StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
