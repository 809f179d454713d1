package dev.dragoman.protocol.fuzz;

import java.util.Optional;

/** One input against the laws. */
final class Trial {
  private Trial() {}

  /** The fault that the input shows, empty for none. */
  @SuppressWarnings("CatchingUnchecked") // whatever is thrown is the finding
  static Optional<Fault> of(long number, Input input) {
    try {
      Laws.assertHold(input);
      return Optional.empty();
    } catch (Exception | AssertionError | StackOverflowError failure) {
      return Optional.of(new Fault(number, input, failure));
    }
  }
}
