package dev.dragoman.gateway.memory;

import java.time.Duration;

/**
 * How thoughts go to the store and come back.
 *
 * @param lookUp how long a request waits for a look-up
 * @param lookUps most look-ups under way
 * @param calls most calls of one look-up
 * @param absent how long it is believed that the store does not know a call: another replica may be
 *     about to write it
 * @param rest how long a store that failed is left alone
 * @param kept how long the store keeps a thought
 * @param entries most calls that wait to be written
 * @param characters most text and state that waits to be written
 * @param batch calls of one write
 * @param patience how long the store may take for one write
 * @param tries how often one write is tried
 */
public record ThoughtPace(
    Duration lookUp,
    int lookUps,
    int calls,
    Duration absent,
    Duration rest,
    Duration kept,
    int entries,
    long characters,
    int batch,
    Duration patience,
    int tries) {
  /** Of a gateway. Reading 200 calls of some thoughts each takes DynamoDB some 50 ms. */
  public static final ThoughtPace USUAL =
      new ThoughtPace(
          Duration.ofMillis(300),
          256,
          200,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofHours(24),
          10_000,
          16_000_000,
          25,
          Duration.ofSeconds(3),
          3);
}
