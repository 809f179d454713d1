package dev.dragoman.gateway.config;

import java.time.Duration;

/** Port: is told of each configuration that was offered, the first one of a process included. */
public interface ApplyListener {
  /**
   * A configuration that compiles is about to be put into force: whatever its first request needs
   * is to be there. Told again of the one in force when its denials change.
   *
   * @throws RuntimeException to keep it from being put into force
   */
  default void applying(Configuration next) {}

  /**
   * A configuration was dealt with.
   *
   * @param took time to compile it and to put it into force
   */
  void offered(Configuration configuration, ApplyOutcome outcome, Duration took);
}
