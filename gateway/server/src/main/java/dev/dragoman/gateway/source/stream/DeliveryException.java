package dev.dragoman.gateway.source.stream;

import dev.dragoman.contract.DeliveryPaths;
import java.io.Serial;

/** A call of the operator failed. The message is for logs; it holds no token. */
final class DeliveryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final int UNANSWERED = 0;

  private final boolean anotherAddressMayHelp;
  private final int status;

  private DeliveryException(String message, boolean anotherAddressMayHelp, int status) {
    super(message);
    this.anotherAddressMayHelp = anotherAddressMayHelp;
    this.status = status;
  }

  /** The call did not come through. */
  static DeliveryException broken(Throwable cause) {
    DeliveryException failure =
        new DeliveryException(
            cause.getClass().getSimpleName() + ": " + cause.getMessage(), true, UNANSWERED);
    failure.initCause(cause);
    return failure;
  }

  /** The call cannot even be made: a file of this pod's own is not as it should be. */
  static DeliveryException unprepared(String what, Throwable cause) {
    DeliveryException failure = new DeliveryException(what, false, UNANSWERED);
    failure.initCause(cause);
    return failure;
  }

  /** The operator answered, but not what was asked for. */
  static DeliveryException answered(int status, String body) {
    return switch (status) {
      case 401 -> refused("401: the operator does not accept this pod's token", status);
      case 403 -> refused("403: this pod's ServiceAccount is not the gateway's", status);
      case 404 ->
          new DeliveryException("404: the operator does not know what was asked for", true, status);
      default -> new DeliveryException(status + ": " + shortened(body), true, status);
    };
  }

  private static DeliveryException refused(String message, int status) {
    return new DeliveryException(message, false, status);
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
    return status == 404;
  }

  /** Status of the answer, 0 when there was none. */
  int status() {
    return status;
  }

  /** Whether it was answered that another operator leads. */
  boolean isNotLeader() {
    return (status + ": " + DeliveryPaths.NOT_LEADER).equals(getMessage());
  }
}
