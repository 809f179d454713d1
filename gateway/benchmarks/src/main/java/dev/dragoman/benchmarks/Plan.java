package dev.dragoman.benchmarks;

import java.time.Duration;

/**
 * How much is measured. Every part is bounded in count and time.
 *
 * @param warmUp load on each program before the first figure is taken
 * @param rounds rounds of whole answers; a row's figure is the median over them
 * @param round length of one program's turn in a round
 * @param connections requests in flight, each on a kept connection
 * @param streams slow streams that are open at once
 * @param events content events of a slow stream
 * @param interval wait between two events of a stream
 */
record Plan(
    Duration warmUp,
    int rounds,
    Duration round,
    int connections,
    int streams,
    int events,
    Duration interval) {

  /** The default, about nine minutes. */
  static final Plan FULL =
      new Plan(Duration.ofSeconds(50), 5, Duration.ofSeconds(4), 32, 500, 200, ofEvents());

  /** A first impression, under a minute; its figures hold compiled and interpreted code. */
  static final Plan QUICK =
      new Plan(Duration.ofSeconds(3), 3, Duration.ofSeconds(1), 32, 500, 40, ofEvents());

  /** How long the streams of one program take when nothing delays them. */
  Duration streamLength() {
    return interval.multipliedBy(events);
  }

  /**
   * Longest wait for the streams of one program. Generous, because it tells lost events from late
   * ones: how late is a figure of its own.
   */
  Duration streamPatience() {
    return streamLength().multipliedBy(2).plusSeconds(30);
  }

  private static Duration ofEvents() {
    return Duration.ofMillis(50);
  }
}
