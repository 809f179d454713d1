package dev.dragoman.gateway.config;

import java.time.Duration;

/** Port: is told of each configuration that was offered, the first one of a process included. */
public interface ApplyListener {
  /**
   * A configuration was dealt with.
   *
   * @param took time to compile it and to put it into force
   */
  void offered(Configuration configuration, ApplyOutcome outcome, Duration took);
}
