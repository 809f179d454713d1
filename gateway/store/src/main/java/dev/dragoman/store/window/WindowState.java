package dev.dragoman.store.window;

import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.ChangeOutcome.Exhausted;
import dev.dragoman.store.window.ChangeOutcome.Superseded;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A window as the store has it, and what a step makes of it.
 *
 * @param committed spent and held by all holders
 * @param holds what each holder holds of it, in the order of the holders' ids
 * @param expired the part of the committed amount that dead holders held: it counts as spent, for
 *     nobody can say that it was not
 * @param spent counted in it so far
 */
public record WindowState(
    WindowId id, BigDecimal committed, List<Hold> holds, BigDecimal expired, Tally spent) {
  public WindowState {
    committed = Amounts.plain(committed);
    holds = holds.stream().sorted(Comparator.comparing(Hold::holder)).toList();
    expired = Amounts.plain(expired);
  }

  /** A window in which nothing happened yet. */
  public static WindowState empty(WindowId id) {
    return new WindowState(id, BigDecimal.ZERO, List.of(), BigDecimal.ZERO, Tally.NONE);
  }

  /** What is spent for good. */
  public BigDecimal settled() {
    BigDecimal settled = committed;
    for (Hold hold : holds) {
      settled = settled.subtract(hold.held());
    }
    return settled;
  }

  /** What a step makes of it, by the rules of {@link WindowStore#change}. */
  public ChangeOutcome after(WindowChange change) {
    Hold mine = hold(change.holder());
    long last = mine == null ? 0 : mine.sequence();
    if (last >= change.sequence()) {
      return new Applied(this);
    }
    if (last != change.sequence() - 1) {
      return new Superseded(this);
    }
    BigDecimal next = committed.add(change.committed());
    if (change.max() != null && next.compareTo(change.max()) > 0) {
      return new Exhausted(this);
    }
    List<Hold> changed = others(change.holder());
    changed.add(new Hold(change.holder(), change.sequence(), change.held()));
    return new Applied(new WindowState(id, next, changed, expired, spent.plus(change.spent())));
  }

  /**
   * What it is without the hold of a dead holder; empty when the holder made a step since or has no
   * hold.
   */
  public Optional<WindowState> without(Hold seen, Settlement settlement) {
    Hold stored = hold(seen.holder());
    if (stored == null || stored.sequence() != seen.sequence()) {
      return Optional.empty();
    }
    List<Hold> rest = others(seen.holder());
    return Optional.of(
        switch (settlement) {
          case Spent -> new WindowState(id, committed, rest, expired.add(stored.held()), spent);
          case Returned ->
              new WindowState(id, committed.subtract(stored.held()), rest, expired, spent);
        });
  }

  private @Nullable Hold hold(String holder) {
    return holds.stream().filter(hold -> hold.holder().equals(holder)).findFirst().orElse(null);
  }

  private List<Hold> others(String holder) {
    List<Hold> others = new ArrayList<>(holds);
    others.removeIf(hold -> hold.holder().equals(holder));
    return others;
  }
}
