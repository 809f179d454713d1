package dev.dragoman.protocol.model;

import dev.dragoman.protocol.json.JsonText;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A failure in neutral words.
 *
 * @param status HTTP status of the cause: the upstream's, or the kind's own
 * @param message written for clients: what was wrong, where, how to fix it; no host, key or account
 * @param param path of the offending field, such as {@code messages[2].content[0]}
 * @param upstreamCode the upstream's error code
 * @param upstreamType the upstream's error type
 * @param raw the upstream's error body, for logs and same-protocol clients
 */
public record GatewayError(
    ErrorKind kind,
    int status,
    String message,
    @Nullable String param,
    @Nullable String upstreamCode,
    @Nullable String upstreamType,
    @Nullable Duration retryAfter,
    @Nullable String upstreamRequestId,
    @Nullable JsonText raw) {
  /** An error of the gateway's own. */
  public static GatewayError of(ErrorKind kind, String message) {
    return new GatewayError(kind, kind.status(), message, null, null, null, null, null, null);
  }

  /** A fault of the request at a field. */
  public static GatewayError invalid(@Nullable String param, String message) {
    ErrorKind kind = ErrorKind.INVALID_REQUEST;
    return new GatewayError(kind, kind.status(), message, param, null, null, null, null, null);
  }

  public GatewayError withRetryAfter(@Nullable Duration wait) {
    return new GatewayError(
        kind, status, message, param, upstreamCode, upstreamType, wait, upstreamRequestId, raw);
  }
}
