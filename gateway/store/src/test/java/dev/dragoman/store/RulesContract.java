package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every adapter does what the pure rules of {@link WindowState} say, step by step. */
interface RulesContract extends StoreContract {
  @Test
  default void anyHistoryEndsAsTheRulesSay() {
    // Given
    WindowId id = new WindowId(freshScope(), "key", "budget/month/cost", Instant.EPOCH);
    Random chance = new Random(42);
    WindowState expected = WindowState.empty(id);

    for (int event = 0; event < 150; event++) {
      // When
      if (chance.nextInt(6) == 0) {
        Hold seen = seen(expected, chance);
        Settlement settlement = chance.nextBoolean() ? Settlement.Spent : Settlement.Returned;
        boolean ended = Answers.of(store().windows().expire(id, seen, settlement));

        // Then
        var without = expected.without(seen, settlement);
        assertThat(ended).isEqualTo(without.isPresent());
        expected = without.orElse(expected);
      } else {
        WindowChange change = change(expected, chance);
        ChangeOutcome outcome = Answers.of(store().windows().change(change));

        // Then
        assertThat(outcome).isEqualTo(expected.after(change));
        expected = outcome.state();
      }
    }
    assertThat(Answers.of(store().windows().read(List.of(id)))).containsExactly(expected);
  }

  /** A hold that was there, or is not any more as it was. */
  private static Hold seen(WindowState state, Random chance) {
    if (state.holds().isEmpty()) {
      return new Hold("nobody", 1, BigDecimal.ONE);
    }
    Hold hold = state.holds().get(chance.nextInt(state.holds().size()));
    return new Hold(hold.holder(), hold.sequence() - chance.nextInt(2), hold.held());
  }

  /** Mostly a holder's next step; sometimes an old one, or one too far. */
  private static WindowChange change(WindowState state, Random chance) {
    String holder = "holder-" + chance.nextInt(4);
    long last =
        state.holds().stream()
            .filter(hold -> hold.holder().equals(holder))
            .mapToLong(Hold::sequence)
            .findFirst()
            .orElse(0);
    long sequence = Math.max(1, last + 1 + List.of(0, 0, 0, 0, -1, 1).get(chance.nextInt(6)));
    return new WindowChange(
        state.id(),
        holder,
        sequence,
        BigDecimal.valueOf(chance.nextInt(-300, 900), 2),
        BigDecimal.valueOf(chance.nextInt(0, 900), 2),
        chance.nextInt(4) == 0 ? null : BigDecimal.valueOf(40),
        new Tally(
            1,
            chance.nextInt(100),
            chance.nextInt(10),
            0,
            0,
            BigDecimal.valueOf(chance.nextInt(1000), 6)),
        null);
  }
}
