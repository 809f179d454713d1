package dev.dragoman.gateway.exchange;

/** Carries the failure of an attempt to where it is decided whether another one follows. */
final class AttemptFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient AttemptFailure failure;

  AttemptFailedException(AttemptFailure failure) {
    super(failure.error().message(), null, false, false);
    this.failure = failure;
  }

  AttemptFailure failure() {
    return failure;
  }
}
