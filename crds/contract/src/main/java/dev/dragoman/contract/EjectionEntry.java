package dev.dragoman.contract;

import java.time.Duration;
import java.util.List;

/**
 * When an upstream is left alone for a while.
 *
 * @param consecutiveFailures how many in a row eject it
 * @param base time of the first ejection; it doubles with each further one
 * @param max longest ejection
 * @param triggers what counts as a failure
 */
public record EjectionEntry(
    int consecutiveFailures, Duration base, Duration max, List<Trigger> triggers) {
  /** Kinds of failure, by the names that manifests use. */
  public enum Trigger {
    ConnectError,
    Http5xx,
    Http429,
    Timeout,
    Http401
  }

  public EjectionEntry {
    Require.atLeast(1, consecutiveFailures, "consecutiveFailures");
    Require.that(base.compareTo(max) <= 0, "base must not exceed max");
    triggers = List.copyOf(triggers);
  }
}
