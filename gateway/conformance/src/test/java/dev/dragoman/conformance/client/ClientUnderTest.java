package dev.dragoman.conformance.client;

/** One official SDK, connected to a gateway. */
public interface ClientUnderTest extends AutoCloseable {
  Dialogue ask(Question question);

  /**
   * Goes on, on {@code model}, with what a client of the same SDK began, maybe at another gateway.
   * The earlier dialogue ends with this.
   */
  Dialogue resume(Dialogue earlier, String model);

  /**
   * Runs what must fail.
   *
   * @throws AssertionError when it does not, or not by an exception of the SDK that holds an answer
   */
  Failure failureOf(Runnable doomed);

  @Override
  void close();
}
