package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import org.jspecify.annotations.Nullable;

/**
 * What of an upstream's error a client may see. A refused credential is the gateway's own and must
 * not look like the client's; faults of the upstream and pages of proxies get a fixed text; of
 * other refusals the upstream's words are kept, because clients act on them, without what they say
 * about the gateway's side (nyroway/nyro#68, orbit#490).
 */
public final class UpstreamErrors {
  private UpstreamErrors() {}

  /** The error as a client may see it; its status is that of the kind. */
  public static GatewayError forClient(GatewayError upstream) {
    return switch (upstream.kind()) {
      case AUTH, PERMISSION ->
          fixed(upstream, ErrorKind.BAD_UPSTREAM, "upstream authentication failed");
      case SERVER -> fixed(upstream, "the upstream failed");
      case BAD_UPSTREAM -> fixed(upstream, "the upstream gave an answer that cannot be used");
      case UPSTREAM_TRUNCATED ->
          fixed(upstream, "the upstream's answer ended before it was complete");
      case UNAVAILABLE -> fixed(upstream, "the upstream is not available");
      case OVERLOADED -> fixed(upstream, "the upstream is overloaded");
      case TIMEOUT -> fixed(upstream, "the upstream did not answer in time");
      case NOT_FOUND, UNKNOWN_PATH ->
          refusal(upstream, "the upstream does not know the model or path");
      case METHOD -> refusal(upstream, "the upstream does not take this method");
      case CONFLICT -> refusal(upstream, "the upstream reports a conflict");
      case TOO_LARGE -> refusal(upstream, "the request is too large for the upstream");
      case RATE_LIMIT -> refusal(upstream, "the upstream's rate limit is reached");
      case BILLING -> refusal(upstream, "the upstream refuses for reasons of billing");
      case INVALID_REQUEST, CONTEXT_TOO_LONG, CONTENT_POLICY, CANCELLED ->
          refusal(upstream, "the upstream refuses the request");
    };
  }

  private static GatewayError refusal(GatewayError upstream, String insteadOfPage) {
    if (ErrorText.isMarkup(upstream.message())) {
      return fixed(upstream, insteadOfPage);
    }
    return new GatewayError(
        upstream.kind(),
        upstream.kind().status(),
        Redaction.of(upstream.message()),
        redacted(upstream.param()),
        redacted(upstream.upstreamCode()),
        redacted(upstream.upstreamType()),
        upstream.retryAfter(),
        upstream.upstreamRequestId(),
        null);
  }

  private static GatewayError fixed(GatewayError upstream, String message) {
    return fixed(upstream, upstream.kind(), message);
  }

  private static GatewayError fixed(GatewayError upstream, ErrorKind kind, String message) {
    return new GatewayError(
        kind,
        kind.status(),
        message,
        null,
        null,
        null,
        upstream.retryAfter(),
        upstream.upstreamRequestId(),
        null);
  }

  private static @Nullable String redacted(@Nullable String text) {
    return text == null ? null : Redaction.of(text);
  }
}
