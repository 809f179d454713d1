package dev.dragoman.contract;

import java.time.Duration;

/**
 * Four bounds on the time that an upstream may take.
 *
 * @param connect until the connection stands
 * @param firstToken until the first event of a stream; a whole answer has no first token
 * @param idle between two events of a stream
 * @param total for the whole exchange
 */
public record TimeoutsEntry(Duration connect, Duration firstToken, Duration idle, Duration total) {
  public static final TimeoutsEntry DEFAULT =
      new TimeoutsEntry(
          Duration.ofSeconds(5),
          Duration.ofSeconds(120),
          Duration.ofSeconds(300),
          Duration.ofMinutes(10));
}
