package dev.dragoman.operator.fleets;

import java.time.Duration;

/**
 * How long changes are gathered before the fleet is resolved: until none came for a while, but not
 * longer than a bound after the first.
 */
public record Gathering(Duration quiet, Duration longest) {
  /** As kubernetes.md 4.1 has it. */
  public static final Gathering DEFAULT =
      new Gathering(Duration.ofMillis(50), Duration.ofMillis(250));
}
