package dev.dragoman.contract;

import java.time.Duration;

/**
 * That answers are stored, so that later requests may build on them.
 *
 * @param keepFor how long each is kept
 */
public record StoredResponsesEntry(Duration keepFor) {
  public StoredResponsesEntry {
    Require.that(keepFor.isPositive(), "keepFor must be longer than zero");
  }
}
