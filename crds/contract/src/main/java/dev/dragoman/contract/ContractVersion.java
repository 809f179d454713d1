package dev.dragoman.contract;

/**
 * Versions of the contract. A new optional field makes a new version too: a reader refuses what it
 * does not know, so a writer sends the oldest version that any of its readers reports.
 */
public final class ContractVersion {
  /** What this build writes. */
  public static final int CURRENT = 1;

  /** The oldest version that this build reads: its own and the one before, once there is one. */
  public static final int OLDEST = 1;

  private ContractVersion() {}

  /** Whether this build reads {@code version}. */
  public static boolean isRead(int version) {
    return version >= OLDEST && version <= CURRENT;
  }
}
