package dev.dragoman.benchmarks;

import java.time.Duration;

/**
 * One program's turn in a round of whole answers.
 *
 * @param answered requests with a right answer
 * @param failed requests with a wrong answer or none
 * @param elapsed time from the first request to the last answer
 * @param cpu user and system time that the program used meanwhile
 */
record Turn(long answered, long failed, Duration elapsed, Duration cpu) {
  double requestsPerSecond() {
    return answered / seconds(elapsed);
  }

  /** CPU milliseconds per answered request; not a number when nothing was answered. */
  double cpuMillisPerRequest() {
    return answered == 0 ? Double.NaN : seconds(cpu) * 1000 / answered;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
