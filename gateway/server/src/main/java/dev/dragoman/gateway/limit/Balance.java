package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.store.window.Tally;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

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
  private final Map<Integer, EndedLife> ended = new HashMap<>(0);

  /** The least that was free, and what was spent, since the last {@link #tick}. */
  private BigDecimal leastFree = ZERO;

  private BigDecimal spentLately = ZERO;

  /**
   * What a step tells the store.
   *
   * @param spent what was spent when it was made
   * @param counted what it counts, in no later step unless it was {@link #untold}
   */
  record Told(BigDecimal spent, Tally counted) {
    static final Told NOTHING = new Told(ZERO, Tally.NONE);
  }

  BigDecimal held() {
    return held;
  }

  BigDecimal reserved() {
    return reserved;
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

  /** What a grant was used for. */
  void settle(Granted grant, BigDecimal used, Tally tally) {
    counted = counted.plus(tally);
    change(grant.life(), grant.amount().negate(), used);
    if (!ended.isEmpty() && ended.values().stream().allMatch(one -> one.reserved().signum() == 0)) {
      ended.clear();
    }
  }

  /** Of an ended life what is charged already is left out; the rest is that of the next. */
  private void change(int of, BigDecimal moreReserved, BigDecimal moreSpent) {
    EndedLife before = ended.get(of);
    if (before == null) {
      reserved = reserved.add(moreReserved);
      spent = spent.add(moreSpent);
      spentLately = spentLately.add(moreSpent);
      return;
    }
    EndedLife after = before.plus(moreReserved, moreSpent);
    ended.put(of, after);
    change(
        of + 1,
        after.reservedBeyond().subtract(before.reservedBeyond()),
        after.spentBeyond().subtract(before.spentBeyond()));
  }

  void count(Tally tally) {
    counted = counted.plus(tally);
  }

  /** What is held once a step that commits so much is applied: all that is not told as spent. */
  BigDecimal heldAfter(BigDecimal committed, Told told) {
    return held.subtract(told.spent).add(committed);
  }

  /** All that the store does not know, for a step to tell. */
  Told tell() {
    Told told = new Told(spent, counted);
    counted = Tally.NONE;
    return told;
  }

  /** A step gives back, which may not be spent while the store is told. */
  void giveBack(BigDecimal amount) {
    held = held.subtract(amount);
  }

  /** What no step has told yet, where one that tells {@code told} is not applied. */
  Told beyond(Told told) {
    return new Told(spent.subtract(told.spent), counted);
  }

  /** The store has applied a step that committed so much. */
  void applied(BigDecimal committed, Told told) {
    held = held.add(committed.max(ZERO)).subtract(told.spent);
    spent = spent.subtract(told.spent);
  }

  /** Nobody will make the step that was to tell this; it is to be told by another. */
  void untold(Told told) {
    counted = counted.plus(told.counted);
  }

  /**
   * What was held is charged since the holder was taken for dead; what was spent or is reserved
   * beyond it is not.
   */
  void beginAnew() {
    EndedLife last = new EndedLife(held, reserved, spent);
    ended.put(life, last);
    life++;
    held = ZERO;
    reserved = last.reservedBeyond();
    spent = last.spentBeyond();
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
