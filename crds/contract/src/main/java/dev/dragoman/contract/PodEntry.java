package dev.dragoman.contract;

import java.time.Duration;

/**
 * What one process of a gateway takes upon itself.
 *
 * @param maxRequestBytes largest body of a request
 * @param maxConcurrentStreams most exchanges at a time
 * @param maxStream how long running exchanges may go on after the process was told to stop
 */
public record PodEntry(long maxRequestBytes, int maxConcurrentStreams, Duration maxStream) {
  public PodEntry {
    Require.atLeast(1, maxRequestBytes, "maxRequestBytes");
    Require.atLeast(1, maxConcurrentStreams, "maxConcurrentStreams");
    Require.notNegative(maxStream, "maxStream");
  }
}
