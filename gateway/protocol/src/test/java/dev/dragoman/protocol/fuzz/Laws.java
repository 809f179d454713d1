package dev.dragoman.protocol.fuzz;

/** What holds of any bytes that are read as one protocol. */
final class Laws {
  private Laws() {}

  /**
   * Reads the input as the gateway would, and converts it to every other protocol.
   *
   * @throws AssertionError when a law does not hold; any other exception is a fault too
   */
  static void assertHold(Input input) {
    switch (input.kind()) {
      case REQUEST -> RequestLaws.assertHold(input);
      case RESPONSE -> ResponseLaws.assertHold(input);
      case STREAM -> StreamLaws.assertHold(input);
    }
  }
}
