package dev.dragoman.operator.delivery;

import java.io.Serial;

/** Somebody else wrote the object first. Expected where two operators meet, so without a stack. */
final class LostRaceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  LostRaceException(ObjectId id) {
    super(id + " was written by somebody else meanwhile", null, false, false);
  }
}
