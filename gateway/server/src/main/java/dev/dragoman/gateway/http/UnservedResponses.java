package dev.dragoman.gateway.http;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * What of OpenAI Responses is not served and clients try all the same. Codex tries a websocket
 * first and falls back to plain requests on 404 (OpenAI Codex, model client).
 */
final class UnservedResponses {
  private static final String PATH = "/v1/responses";
  private static final String BELOW = PATH + "/";

  private UnservedResponses() {}

  /** Whether {@code request} is one of these. */
  static boolean isMeant(ServerRequest request) {
    return request.path().startsWith(BELOW) || isUpgrade(request);
  }

  private static boolean isUpgrade(ServerRequest request) {
    String upgrade = request.headers().firstHeader(HttpHeaders.UPGRADE);
    return request.path().equals(PATH) && "websocket".equalsIgnoreCase(upgrade);
  }

  /** The answer to it. */
  static GatewayException refusal(ServerRequest request) {
    return isUpgrade(request)
        ? GatewayException.of(
            ErrorKind.UNKNOWN_PATH, "Responses are not served over websockets; use POST " + PATH)
        : notStored(request.path());
  }

  /** The answer to a path below which only stored answers are. */
  static GatewayException notStored(String path) {
    return GatewayException.of(
        ErrorKind.UNKNOWN_PATH,
        "answers are not stored here, so there is nothing at " + path + "; served is POST " + PATH);
  }
}
