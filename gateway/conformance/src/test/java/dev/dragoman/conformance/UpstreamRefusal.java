package dev.dragoman.conformance;

/**
 * How an upstream may refuse before it answers, and what each SDK then makes of the gateway's
 * reply.
 */
enum UpstreamRefusal {
  INVALID(400, 400, true, "BadRequestException", "invalid_request_error", "invalid_request_error"),
  UNKNOWN(404, 404, true, "NotFoundException", "not_found_error", "invalid_request_error"),
  TOO_MANY(429, 429, true, "RateLimitException", "rate_limit_error", "rate_limit_error"),
  /** The gateway's own credential: nothing that the client can mend, nor should know of. */
  OWN_CREDENTIAL(401, 502, false, "InternalServerException", "api_error", "server_error"),
  BROKEN(500, 500, false, "InternalServerException", "api_error", "server_error");

  private final int upstreamStatus;
  private final int clientStatus;
  private final boolean words;
  private final String exception;
  private final String anthropicType;
  private final String openaiType;

  UpstreamRefusal(
      int upstreamStatus,
      int clientStatus,
      boolean words,
      String exception,
      String anthropicType,
      String openaiType) {
    this.upstreamStatus = upstreamStatus;
    this.clientStatus = clientStatus;
    this.words = words;
    this.exception = exception;
    this.anthropicType = anthropicType;
    this.openaiType = openaiType;
  }

  int upstreamStatus() {
    return upstreamStatus;
  }

  int clientStatus() {
    return clientStatus;
  }

  /** Whether the upstream's words reach the client. */
  boolean keepsWords() {
    return words;
  }

  /** Simple name of the SDK's exception, alike in both. */
  String exception() {
    return exception;
  }

  /** The type of the error in the client's protocol. */
  String type(ClientKind client) {
    return switch (client) {
      case ANTHROPIC -> anthropicType;
      case OPENAI, RESPONSES -> openaiType;
      case GEMINI -> ErrorBodies.wordOf(clientStatus);
    };
  }
}
