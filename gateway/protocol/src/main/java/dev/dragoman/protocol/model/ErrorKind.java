package dev.dragoman.protocol.model;

/** Every way in which a request can fail, with the HTTP status that clients see by default. */
public enum ErrorKind {
  INVALID_REQUEST(400),
  CONTEXT_TOO_LONG(400),
  CONTENT_POLICY(400),
  AUTH(401),
  BILLING(402),
  PERMISSION(403),
  /** A model, or another thing that was named, does not exist. */
  NOT_FOUND(404),
  /** Nothing is served at the path. */
  UNKNOWN_PATH(404),
  METHOD(405),
  CONFLICT(409),
  TOO_LARGE(413),
  RATE_LIMIT(429),
  /** The client left; never sent, only logged. */
  CANCELLED(499),
  SERVER(500),
  BAD_UPSTREAM(502),
  /** The upstream's stream ended without saying that it was complete. */
  UPSTREAM_TRUNCATED(502),
  UNAVAILABLE(503),
  OVERLOADED(529),
  TIMEOUT(504);

  private final int status;

  ErrorKind(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The status for clients that know neither 402 nor 529, which Anthropic alone has. */
  public int commonStatus() {
    if (this == BILLING) {
      return RATE_LIMIT.status;
    }
    return this == OVERLOADED ? UNAVAILABLE.status : status;
  }
}
