package dev.dragoman.gateway.source.stream;

import java.io.Serial;

/** A call of the operator failed. The message is for logs; it holds no token. */
final class DeliveryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean anotherAddressMayHelp;
  private final boolean unknown;

  private DeliveryException(String message, boolean anotherAddressMayHelp) {
    this(message, anotherAddressMayHelp, false);
  }

  private DeliveryException(String message, boolean anotherAddressMayHelp, boolean unknown) {
    super(message);
    this.anotherAddressMayHelp = anotherAddressMayHelp;
    this.unknown = unknown;
  }

  /** The call did not come through. */
  static DeliveryException broken(Throwable cause) {
    DeliveryException failure =
        new DeliveryException(cause.getClass().getSimpleName() + ": " + cause.getMessage(), true);
    failure.initCause(cause);
    return failure;
  }

  /** The call cannot even be made: a file of this pod's own is not as it should be. */
  static DeliveryException unprepared(String what, Throwable cause) {
    DeliveryException failure = new DeliveryException(what, false);
    failure.initCause(cause);
    return failure;
  }

  /** The operator answered, but not what was asked for. */
  static DeliveryException answered(int status, String body) {
    return switch (status) {
      case 401 ->
          new DeliveryException("401: the operator does not accept this pod's token", false);
      case 403 ->
          new DeliveryException("403: this pod's ServiceAccount is not the gateway's", false);
      case 404 ->
          new DeliveryException("404: the operator does not know what was asked for", true, true);
      default -> new DeliveryException(status + ": " + shortened(body), true);
    };
  }

  private static String shortened(String body) {
    String line = body.strip();
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  /** Whether the same call may succeed at another of the operator's addresses. */
  boolean anotherAddressMayHelp() {
    return anotherAddressMayHelp;
  }

  /** Whether the operator has not got what was asked for. */
  boolean isUnknown() {
    return unknown;
  }
}
