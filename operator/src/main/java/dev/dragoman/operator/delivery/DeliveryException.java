package dev.dragoman.operator.delivery;

import java.io.Serial;

/** Something cannot be delivered as it is. The message names the object and holds no secret. */
final class DeliveryException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  DeliveryException(String message) {
    super(message);
  }
}
