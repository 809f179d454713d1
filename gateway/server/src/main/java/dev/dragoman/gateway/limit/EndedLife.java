package dev.dragoman.gateway.limit;

import java.math.BigDecimal;

/**
 * A life of a holder that was taken for dead while its requests went on. What it held is charged;
 * what they use beyond that is the next life's.
 *
 * @param covered what it held, and is charged since
 * @param reserved of requests that are under way
 * @param spent of those that have ended
 */
record EndedLife(BigDecimal covered, BigDecimal reserved, BigDecimal spent) {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  /** What was spent beyond what is charged. */
  BigDecimal spentBeyond() {
    return spent.subtract(covered).max(ZERO);
  }

  /** What of the reservations is not charged, should all of it be used. */
  BigDecimal reservedBeyond() {
    return spent.add(reserved).subtract(covered).max(ZERO).subtract(spentBeyond());
  }

  EndedLife plus(BigDecimal moreReserved, BigDecimal moreSpent) {
    return new EndedLife(covered, reserved.add(moreReserved), spent.add(moreSpent));
  }
}
