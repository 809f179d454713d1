package dev.dragoman.contract;

import java.time.Duration;

/**
 * How the built-in upstream paces its answers.
 *
 * @param firstTokenDelay wait before the first event
 * @param tokenInterval wait between two tokens
 * @param tokens length of an answer; 0 for the length of the echoed input
 */
public record SimulatedEntry(Duration firstTokenDelay, Duration tokenInterval, int tokens) {
  public static final SimulatedEntry DEFAULT =
      new SimulatedEntry(Duration.ZERO, Duration.ofMillis(20), 0);

  public SimulatedEntry {
    Require.notNegative(firstTokenDelay, "firstTokenDelay");
    Require.notNegative(tokenInterval, "tokenInterval");
    Require.atLeast(0, tokens, "tokens");
  }
}
