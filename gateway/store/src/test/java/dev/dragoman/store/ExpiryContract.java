package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.ChangeOutcome.Superseded;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every adapter does with the holds of the dead. */
interface ExpiryContract extends StoreContract {
  private WindowStore windows() {
    return store().windows();
  }

  private WindowId freshWindow() {
    return new WindowId(freshScope(), "key", "tokens", Instant.EPOCH);
  }

  private ChangeOutcome step(WindowId id, String holder, long sequence, long amount) {
    return Answers.of(windows().change(change(id, holder, sequence, amount)));
  }

  private static WindowChange change(WindowId id, String holder, long sequence, long amount) {
    BigDecimal value = BigDecimal.valueOf(amount);
    return new WindowChange(id, holder, sequence, value, value, null, Tally.NONE, null);
  }

  private WindowState state(WindowId id) {
    return Answers.of(windows().read(List.of(id))).getFirst();
  }

  private static Hold seen(WindowState state, String holder) {
    return state.holds().stream()
        .filter(hold -> hold.holder().equals(holder))
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void whatADeadHolderHeldCountsAsSpent() {
    // Given
    WindowId id = freshWindow();
    step(id, "alive", 1, 5);
    WindowState before = step(id, "dead", 1, 30).state();

    // When
    boolean ended = Answers.of(windows().expire(id, seen(before, "dead"), Settlement.Spent));

    // Then
    WindowState after = state(id);
    assertThat(ended).isTrue();
    assertThat(after.holds()).extracting(Hold::holder).containsExactly("alive");
    assertThat(after.committed()).isEqualByComparingTo("35");
    assertThat(after.expired()).isEqualByComparingTo("30");
    assertThat(after.settled()).isEqualByComparingTo("30");
  }

  @Test
  default void whatWasBoundToALifeIsFreeAgain() {
    // Given
    WindowId id = freshWindow();
    step(id, "alive", 1, 5);
    WindowState before = step(id, "dead", 1, 30).state();

    // When
    boolean ended = Answers.of(windows().expire(id, seen(before, "dead"), Settlement.Returned));

    // Then
    WindowState after = state(id);
    assertThat(ended).isTrue();
    assertThat(after.committed()).isEqualByComparingTo("5");
    assertThat(after.expired()).isEqualByComparingTo("0");
    assertThat(after.settled()).isEqualByComparingTo("0");
  }

  @Test
  default void aHolderThatMadeAStepSinceLives() {
    // Given
    WindowId id = freshWindow();
    Hold seen = seen(step(id, "a", 1, 30).state(), "a");
    step(id, "a", 2, 1);

    // When
    boolean ended = Answers.of(windows().expire(id, seen, Settlement.Spent));

    // Then
    assertThat(ended).isFalse();
    assertThat(state(id).holds()).extracting(Hold::sequence).containsExactly(2L);
  }

  @Test
  default void ofAllObserversOneEndsAHold() {
    // Given
    WindowId id = freshWindow();
    Hold seen = seen(step(id, "dead", 1, 30).state(), "dead");

    // When
    List<CompletableFuture<Boolean>> ends =
        Stream.generate(() -> windows().expire(id, seen, Settlement.Spent)).limit(8).toList();

    // Then
    assertThat(ends).extracting(Answers::of).containsOnlyOnce(true);
    assertThat(state(id).expired()).isEqualByComparingTo("30");
  }

  @Test
  default void aHolderTakenForDeadBeginsAgain() {
    // Given
    WindowId id = freshWindow();
    Hold seen = seen(step(id, "a", 1, 30).state(), "a");
    Answers.of(windows().expire(id, seen, Settlement.Spent));

    // When
    ChangeOutcome next = step(id, "a", 2, 1);
    ChangeOutcome again = step(id, "a", 1, 1);

    // Then
    assertThat(next).isInstanceOf(Superseded.class);
    assertThat(again).isInstanceOf(Applied.class);
    assertThat(again.state().committed()).isEqualByComparingTo("31");
  }

  @Test
  default void aWindowThatIsUnknownHasNoHoldToEnd() {
    // Given
    WindowId id = freshWindow();

    // When
    boolean ended =
        Answers.of(windows().expire(id, new Hold("a", 1, BigDecimal.ONE), Settlement.Spent));

    // Then
    assertThat(ended).isFalse();
    assertThat(state(id)).isEqualTo(WindowState.empty(id));
  }

  @Test
  default void aStepAndAnEndAtOnceExcludeEachOther() {
    for (int round = 0; round < 20; round++) {
      // Given
      WindowId id = freshWindow();
      Hold seen = seen(step(id, "a", 1, 30).state(), "a");

      // When
      var end = windows().expire(id, seen, Settlement.Spent);
      var step = windows().change(change(id, "a", 2, 1));

      // Then
      if (Answers.of(end)) {
        assertThat(Answers.of(step)).isInstanceOf(Superseded.class);
        assertThat(state(id).committed()).isEqualByComparingTo("30");
      } else {
        assertThat(Answers.of(step)).isInstanceOf(Applied.class);
        assertThat(state(id).committed()).isEqualByComparingTo("31");
      }
    }
  }
}
