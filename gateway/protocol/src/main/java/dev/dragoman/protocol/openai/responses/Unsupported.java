package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;

/** What of the protocol is refused by name, with OpenAI's own code for it. */
final class Unsupported {
  private static final String CODE = "unsupported_parameter";

  private Unsupported() {}

  /** The refusal of the field at {@code path}. */
  static GatewayException parameter(String path, String problem) {
    ErrorKind kind = ErrorKind.INVALID_REQUEST;
    return new GatewayException(
        new GatewayError(
            kind, kind.status(), path + ": " + problem, path, CODE, null, null, null, null));
  }
}
