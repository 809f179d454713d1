package dev.dragoman.gateway.usage;

import java.time.Duration;

/**
 * How fast usage is written.
 *
 * @param queue requests that may wait; more lose their records, and keep their place in totals
 * @param batch requests of one write
 * @param linger how long a record waits for others
 * @param totals how often totals are written
 * @param patience how long the store may take for one write
 * @param rest how long a store that failed is left alone
 * @param journalBytes bound of the journal of this process
 */
public record UsagePace(
    int queue,
    int batch,
    Duration linger,
    Duration totals,
    Duration patience,
    Duration rest,
    long journalBytes) {
  public static final UsagePace USUAL =
      new UsagePace(
          20_000,
          250,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          64L * 1024 * 1024);
}
