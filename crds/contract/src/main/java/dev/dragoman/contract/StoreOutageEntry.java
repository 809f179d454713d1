package dev.dragoman.contract;

import java.time.Duration;

/**
 * What happens while the store cannot be reached.
 *
 * @param period how long {@link Mode#Allow} goes on
 */
public record StoreOutageEntry(Mode mode, Duration period) {
  /** Ways to go on. */
  public enum Mode {
    /** Spend only what this process has already committed. */
    HeldSlices,
    Allow,
    Deny
  }

  public StoreOutageEntry {
    Require.notNegative(period, "period");
  }
}
