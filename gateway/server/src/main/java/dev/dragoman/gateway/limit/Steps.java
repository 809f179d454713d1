package dev.dragoman.gateway.limit;

import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Instant;
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
 * Not thread-safe.
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
  private @Nullable Step underWay;
  private boolean sent;
  private long answeredAt;

  /** A step, and what of the balance it tells. */
  record Step(WindowChange change, Balance.Told told) {}

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
    BigDecimal after = balance.heldAfter(committed);
    Balance.Told told = balance.tell(committed);
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
            told);
    underWay = step;
    sent = true;
    return step;
  }

  /** The answer is lost; the step may have been applied. */
  void lost() {
    sent = false;
  }

  /** The step whose answer was lost, to be sent as it was; null while an answer may come. */
  @Nullable Step again() {
    Step step = sent ? null : underWay;
    sent = true;
    return step;
  }

  void applied(Step step) {
    answered();
    sequence = step.change.sequence();
    balance.applied(step.change.committed(), step.told);
  }

  /** There was no room for it: its number is free. */
  void refused(Step step) {
    answered();
    balance.untold(step.told);
  }

  /** The holder was taken for dead: another life begins. */
  void superseded(Step step) {
    answered();
    balance.untold(step.told);
    balance.beginAnew();
    holder = holders.get();
    sequence = 0;
  }

  private void answered() {
    underWay = null;
    sent = false;
    answeredAt = nanos.getAsLong();
  }
}
