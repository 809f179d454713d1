package dev.dragoman.contract;

/**
 * What one process of a gateway takes upon itself.
 *
 * @param maxRequestBytes largest body of a request
 * @param maxConcurrentStreams most exchanges at a time
 */
public record PodEntry(long maxRequestBytes, int maxConcurrentStreams) {
  public PodEntry {
    Require.atLeast(1, maxRequestBytes, "maxRequestBytes");
    Require.atLeast(1, maxConcurrentStreams, "maxConcurrentStreams");
  }
}
