package dev.dragoman.protocol.model;

/**
 * Carries a {@link GatewayError} to the edge where it is answered. Expected failures have no stack
 * trace: they are answers, not accidents.
 */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient GatewayError error;

  public GatewayException(GatewayError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** A fault of the request at the field {@code param}. */
  public static GatewayException invalid(String param, String message) {
    return new GatewayException(GatewayError.invalid(param, message));
  }

  /** A fault of the request at the field {@code path}, which the message names first. */
  public static GatewayException at(String path, String problem) {
    return invalid(path, path + ": " + problem);
  }

  public static GatewayException of(ErrorKind kind, String message) {
    return new GatewayException(GatewayError.of(kind, message));
  }

  public GatewayError error() {
    return error;
  }
}
