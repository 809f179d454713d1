package dev.dragoman.gateway.limit;

import dev.dragoman.gateway.limit.Balance.Told;
import dev.dragoman.gateway.limit.debt.Debt;
import dev.dragoman.gateway.limit.debt.Debt.Telling;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbered steps by which the store learns of a balance. At most one is under way; one whose
 * answer is lost stays so until the store has answered it.
 *
 * <pre>
 * make → under way ─ answered → applied · refused · superseded
 *           ↑ again  ↓ lost
 *        waits for its next try
 * </pre>
 *
 * What a step tells is fixed when its number is first used, however much the step of that number
 * then commits; a holder's first step tells nothing. So the number that the store has says what it
 * was told, to whoever has to settle a {@link Debt}. Not thread-safe.
 */
final class Steps {
  private final WindowId id;
  private final Balance balance;
  private final Supplier<String> holders;
  private final @Nullable Instant forgotten;
  private final LongSupplier nanos;

  /** A new one for each life: what was said in an earlier one cannot be taken for this one's. */
  private String holder;

  private long sequence;
  private BigDecimal storedHold = BigDecimal.ZERO;
  private @Nullable Told telling;
  private @Nullable Step underWay;
  private boolean sent;

  /** Of the latest outage, until the store knows all that was spent in it. */
  private @Nullable Step lost;

  private long answeredAt;

  /**
   * A step, and what of the balance it tells.
   *
   * @param tellsAll whether that was all there was to tell
   */
  record Step(WindowChange change, Told told, boolean tellsAll) {}

  /**
   * No steps yet.
   *
   * @param holders gives a name that no holder has had before
   * @param forgotten when the window's item may be removed, null for never
   * @param nanos monotonic time
   */
  Steps(
      WindowId id,
      Balance balance,
      Supplier<String> holders,
      @Nullable Instant forgotten,
      LongSupplier nanos) {
    this.id = id;
    this.balance = balance;
    this.holders = holders;
    this.holder = holders.get();
    this.forgotten = forgotten;
    this.nanos = nanos;
    this.answeredAt = nanos.getAsLong();
  }

  boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether something was spent in an outage that the store does not know. */
  boolean isBehind() {
    return lost != null;
  }

  /** Whether there is something that the store does not know. */
  boolean hasNews() {
    Told told = telling;
    return balance.hasNews() || (told != null && !told.counted().isNone());
  }

  private boolean isOwing() {
    return hasNews() || balance.reserved().signum() != 0;
  }

  /** Since the store answered last, or since the beginning. */
  long nanosSinceAnswer() {
    return nanos.getAsLong() - answeredAt;
  }

  /**
   * The next step, which is under way from now on.
   *
   * @param bound what the committed amount must not exceed, null where it may
   */
  Step make(BigDecimal committed, @Nullable BigDecimal bound) {
    boolean tellsAll = telling == null && sequence > 0;
    Told told = telling();
    BigDecimal after = balance.heldAfter(committed, told);
    balance.giveBack(committed.negate().max(BigDecimal.ZERO));
    Step step =
        new Step(
            new WindowChange(
                id,
                holder,
                sequence + 1,
                committed,
                after,
                committed.signum() > 0 ? bound : null,
                told.counted(),
                forgotten),
            told,
            tellsAll);
    underWay = step;
    sent = true;
    return step;
  }

  private Told telling() {
    Told told = telling;
    if (told == null) {
      told = sequence == 0 ? Told.NOTHING : balance.tell();
      telling = told;
    }
    return told;
  }

  /** The answer is lost; the step may have been applied. */
  void lost() {
    sent = false;
    lost = underWay;
  }

  /** The step whose answer was lost, to be sent as it was; null while an answer may come. */
  @Nullable Step again() {
    Step step = sent ? null : underWay;
    sent = true;
    return step;
  }

  void applied(Step step) {
    answered();
    telling = null;
    sequence = step.change.sequence();
    storedHold = step.change.held();
    balance.applied(step.change.committed(), step.told);
    boolean knowsAll = step.tellsAll && !step.equals(lost);
    if (knowsAll || !isOwing()) {
      lost = null;
    }
  }

  /** There was no room for it: its number is free, for a step that tells the same. */
  void refused() {
    answered();
  }

  /** The holder was taken for dead: another life begins. */
  void superseded(Step step) {
    answered();
    balance.untold(step.told);
    balance.beginAnew();
    telling = null;
    holder = holders.get();
    sequence = 0;
    storedHold = BigDecimal.ZERO;
  }

  /** What would be lost with this process of what was spent in an outage, null for nothing. */
  @Nullable Debt debt() {
    if (lost == null || !isOwing()) {
      return null;
    }
    List<Telling> tellings = new ArrayList<>(2);
    Told next = telling;
    if (next == null && sequence == 0) {
      next = Told.NOTHING;
    }
    if (next != null) {
      tellings.add(new Telling(next.spent(), next.counted()));
    }
    Told rest = balance.beyond(next == null ? Told.NOTHING : next);
    Telling last = new Telling(rest.spent(), rest.counted());
    // The step before may have been made before all of this was reserved, and not pay for it.
    if (tellings.isEmpty() || !last.isNothing() || balance.reserved().signum() != 0) {
      tellings.add(last);
    }
    return new Debt(id, holder, sequence, surelyHeld(), balance.reserved(), tellings, forgotten);
  }

  /** Without what the step under way gives back: it may have been applied. */
  private BigDecimal surelyHeld() {
    return underWay == null
        ? storedHold
        : storedHold.add(underWay.change.committed().min(BigDecimal.ZERO));
  }

  private void answered() {
    underWay = null;
    sent = false;
    answeredAt = nanos.getAsLong();
  }
}
