package dev.dragoman.gateway.exchange;

/** Ends the stream of one attempt, of which the client got nothing, in favour of another one. */
final class FailOver extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Attempt next;

  FailOver(Attempt next) {
    super("the next target is tried", null, false, false);
    this.next = next;
  }

  Attempt next() {
    return next;
  }
}
