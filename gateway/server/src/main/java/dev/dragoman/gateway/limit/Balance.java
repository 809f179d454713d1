package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;

/**
 * What is held of a window, and what of it is free, reserved or spent.
 *
 * <pre>
 * held = free + reserved + spent
 *
 * reserve: free → reserved                   here
 * settle:  reserved → spent, the rest free   here
 * tell:    what is given back leaves at once what is held; what is spent, and what is had in
 *          addition, when the store has applied it
 * </pre>
 *
 * What is used beyond the reservations, or during an outage that permits it, is a debt: there is
 * less than nothing free. Not thread-safe.
 */
final class Balance {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private BigDecimal held = ZERO;
  private BigDecimal reserved = ZERO;
  private BigDecimal spent = ZERO;
  private Tally counted = Tally.NONE;
  private int life;

  /** The least that was free, and what was spent, since the last {@link #tick}. */
  private BigDecimal leastFree = ZERO;

  private BigDecimal spentLately = ZERO;

  /**
   * What a step tells the store.
   *
   * @param spent what was spent when it was made
   * @param counted what it counts, in no later step unless it was {@link #untold}
   */
  record Told(BigDecimal spent, Tally counted) {}

  BigDecimal held() {
    return held;
  }

  BigDecimal spent() {
    return spent;
  }

  BigDecimal free() {
    return held.subtract(reserved).subtract(spent);
  }

  /** What was used and is not held, 0 where there is none. */
  BigDecimal debt() {
    return free().negate().max(ZERO);
  }

  BigDecimal spentLately() {
    return spentLately;
  }

  Granted reserve(BigDecimal amount) {
    reserved = reserved.add(amount);
    leastFree = leastFree.min(free());
    return new Granted(amount, life);
  }

  /** What a grant was used for; that of an earlier life is charged already, but what is beyond. */
  void settle(Granted grant, BigDecimal used, Tally tally) {
    counted = counted.plus(tally);
    if (grant.life() == life) {
      reserved = reserved.subtract(grant.amount());
      spent = spent.add(used);
      spentLately = spentLately.add(used);
    } else if (used.compareTo(grant.amount()) > 0) {
      spent = spent.add(used.subtract(grant.amount()));
    }
  }

  void count(Tally tally) {
    counted = counted.plus(tally);
  }

  /** What is held once a step that commits so much is applied: all that is not spent. */
  BigDecimal heldAfter(BigDecimal committed) {
    return held.subtract(spent).add(committed);
  }

  /** A step is made; what it gives back may not be spent while the store is told. */
  Told tell(BigDecimal committed) {
    Told told = new Told(spent, counted);
    held = held.add(committed.min(ZERO));
    counted = Tally.NONE;
    return told;
  }

  /** The store has applied a step that committed so much. */
  void applied(BigDecimal committed, Told told) {
    held = held.add(committed.max(ZERO)).subtract(told.spent);
    spent = spent.subtract(told.spent);
  }

  /** The store did not take a step; what it was told is to be told again. */
  void untold(Told told) {
    counted = counted.plus(told.counted);
  }

  /**
   * What was held is charged since the holder was taken for dead, and with it all that was reserved
   * and spent of it; what was beyond it is not.
   */
  void beginAnew() {
    BigDecimal beyond = debt();
    life++;
    held = ZERO;
    reserved = ZERO;
    spent = beyond;
  }

  /** What nobody needed since the last {@link #tick}, beyond as much as was spent meanwhile. */
  BigDecimal unused() {
    return leastFree.min(free()).subtract(spentLately).max(ZERO);
  }

  /** A second is over. */
  void tick() {
    leastFree = free().max(ZERO);
    spentLately = ZERO;
  }

  boolean isHeld() {
    return held.signum() != 0;
  }

  /** Whether there is something that the store does not know. */
  boolean hasNews() {
    return spent.signum() != 0 || !counted.isNone();
  }

  boolean isEmpty() {
    return !isHeld() && reserved.signum() == 0 && !hasNews();
  }

  /** What is left of a window for whoever asks here, 0 or more. */
  BigDecimal leftOf(BigDecimal most, BigDecimal committed) {
    BigDecimal others = committed.subtract(held);
    return most.subtract(others).subtract(reserved).subtract(spent).max(ZERO);
  }
}
