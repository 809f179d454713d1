package dev.dragoman.gateway.limit.debt;

import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one holder of a window has used of which the store may not know: enough to tell it once,
 * whatever of it has arrived before.
 *
 * <p>Each step of a holder tells a part of what was spent that is fixed when the step is first
 * made, however much it commits. So the sequence that the store has says what it was told, and what
 * it has of the hold says what is paid for; {@link #next} needs nothing else.
 *
 * @param sequence of the holder's last step that is known to be applied, 0 where there is none
 * @param held what the holder held after that step, without what the next gives back: so much is
 *     charged, told or expired, when others take the holder for dead after either
 * @param reserved what requests under way may have used
 * @param tellings what step {@code sequence + 1} tells, and those after it
 * @param until when the window's item may be forgotten, null for never
 */
public record Debt(
    WindowId id,
    String holder,
    long sequence,
    BigDecimal held,
    BigDecimal reserved,
    List<Telling> tellings,
    @Nullable Instant until) {
  public Debt {
    tellings = List.copyOf(tellings);
  }

  /**
   * What a step tells.
   *
   * @param spent taken from what is held, for good
   * @param counted in no other step
   */
  public record Telling(BigDecimal spent, Tally counted) {
    /** Of a holder's first step, which may be repeated after its hold has expired. */
    public static final Telling NOTHING = new Telling(BigDecimal.ZERO, Tally.NONE);

    public boolean isNothing() {
      return spent.signum() == 0 && counted.isNone();
    }
  }

  /** What is used and not told, and what may be. */
  BigDecimal owed() {
    return owed(tellings);
  }

  /** Whether more is owed than was committed for it. */
  boolean isBeyondHeld() {
    return owed().compareTo(held) > 0;
  }

  /**
   * The step that the store needs next, null when it knows everything. What was held and not used
   * stays held: it expires with the holder.
   *
   * @param isOld whether the holder may have been known, taken for dead and forgotten since
   */
  public @Nullable WindowChange next(WindowState state, boolean isOld) {
    Hold hold = find(state, holder);
    if (isEnded(hold, isOld)) {
      Debt successor = successor();
      return successor.isNothing() ? null : successor.next(state, false);
    }
    long done = hold == null ? 0 : hold.sequence();
    long told = done - sequence;
    if (told >= tellings.size()) {
      return null;
    }
    List<Telling> untold = tellings.subList((int) told, tellings.size());
    BigDecimal has = hold == null ? BigDecimal.ZERO : hold.held();
    BigDecimal committed = owed(untold).subtract(has).max(BigDecimal.ZERO);
    Telling telling = untold.getFirst();
    return new WindowChange(
        id,
        holder,
        done + 1,
        committed,
        has.add(committed).subtract(telling.spent),
        null,
        telling.counted,
        until);
  }

  /** The hold that is left when everything is told. */
  public Optional<Hold> remains(WindowState state, boolean isOld) {
    Hold hold = find(state, holder);
    return Optional.ofNullable(isEnded(hold, isOld) ? find(state, successor().holder) : hold);
  }

  /** Whether others took the holder for dead: what it held is charged, and its steps are over. */
  private boolean isEnded(@Nullable Hold hold, boolean isOld) {
    return hold == null ? sequence > 0 || isOld : hold.sequence() < sequence;
  }

  /**
   * What is owed beyond an ended hold, as a debt of a new holder. Nobody can say any more which
   * steps were applied before the end, so all of it is held, to expire: it counts as spent, and can
   * be seen. The name follows from the holder's, for whoever has to begin again.
   */
  private Debt successor() {
    Tally counted = Tally.NONE;
    for (Telling telling : tellings) {
      counted = counted.plus(telling.counted);
    }
    List<Telling> told = new ArrayList<>(2);
    told.add(Telling.NOTHING);
    if (!counted.isNone()) {
      told.add(new Telling(BigDecimal.ZERO, counted));
    }
    BigDecimal beyond = owed().subtract(held).max(BigDecimal.ZERO);
    return new Debt(id, holder + "'", 0, BigDecimal.ZERO, beyond, told, until);
  }

  private boolean isNothing() {
    return reserved.signum() == 0 && tellings.stream().allMatch(Telling::isNothing);
  }

  private BigDecimal owed(List<Telling> untold) {
    BigDecimal owed = reserved;
    for (Telling telling : untold) {
      owed = owed.add(telling.spent);
    }
    return owed;
  }

  private static @Nullable Hold find(WindowState state, String holder) {
    return state.holds().stream()
        .filter(hold -> hold.holder().equals(holder))
        .findFirst()
        .orElse(null);
  }
}
