package dev.dragoman.gateway.source.stream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The times of the stream.
 *
 * @param silence after which a connection without a ping counts as dead
 * @param repeat between two acknowledgements of the same head
 * @param answer bound on each call beside the stream, and on connecting
 * @param shortestPause before the next try to connect
 * @param longestPause before the next try to connect; pauses are drawn evenly, so that a fleet does
 *     not come back in one moment
 */
public record StreamPace(
    Duration silence,
    Duration repeat,
    Duration answer,
    Duration shortestPause,
    Duration longestPause) {
  /** As kubernetes.md 3.3 has it; pings come every ten seconds. */
  public static final StreamPace DEFAULT =
      new StreamPace(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofMillis(200),
          Duration.ofSeconds(5));

  /** A pause of chance. */
  Duration pause() {
    return Duration.ofMillis(
        ThreadLocalRandom.current()
            .nextLong(shortestPause.toMillis(), longestPause.toMillis() + 1));
  }
}
