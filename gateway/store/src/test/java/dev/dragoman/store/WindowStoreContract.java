package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.ChangeOutcome.Exhausted;
import dev.dragoman.store.window.ChangeOutcome.Superseded;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every adapter does with the steps of holders. */
interface WindowStoreContract extends StoreContract {
  Instant START = Instant.parse("2026-11-30T12:00:00Z");

  private WindowStore windows() {
    return store().windows();
  }

  private WindowId freshWindow() {
    return new WindowId(freshScope(), "team-a/key#1%", "budget/month ly/cost", START);
  }

  private static BigDecimal amount(String text) {
    return new BigDecimal(text);
  }

  private static WindowChange step(
      WindowId id,
      String holder,
      long sequence,
      String committed,
      String held,
      @Nullable String max) {
    return new WindowChange(
        id,
        holder,
        sequence,
        amount(committed),
        amount(held),
        max == null ? null : amount(max),
        Tally.NONE,
        START.plusSeconds(86_400 * 365L));
  }

  private ChangeOutcome change(WindowChange change) {
    return Answers.of(windows().change(change));
  }

  private WindowState state(WindowId id) {
    return Answers.of(windows().read(List.of(id))).getFirst();
  }

  private static WindowState holding(WindowId id, String committed, Hold... holds) {
    return new WindowState(id, amount(committed), List.of(holds), BigDecimal.ZERO, Tally.NONE);
  }

  private static Hold hold(String holder, long sequence, String held) {
    return new Hold(holder, sequence, amount(held));
  }

  @Test
  default void anUnknownWindowIsEmpty() {
    // Given
    WindowId id = freshWindow();

    // When
    WindowState state = state(id);

    // Then
    assertThat(state).isEqualTo(WindowState.empty(id));
  }

  @Test
  default void aFirstStepCommits() {
    // Given
    WindowId id = freshWindow();

    // When
    ChangeOutcome outcome = change(step(id, "a", 1, "10", "10", "100"));

    // Then
    assertThat(outcome).isEqualTo(new Applied(holding(id, "10", hold("a", 1, "10"))));
    assertThat(state(id)).isEqualTo(outcome.state());
  }

  @Test
  default void aRepeatedStepIsAppliedOnce() {
    // Given
    WindowId id = freshWindow();
    WindowChange step = step(id, "a", 1, "10", "10", "15");
    change(step);

    // When
    ChangeOutcome again = change(step);

    // Then
    assertThat(again).isEqualTo(new Applied(holding(id, "10", hold("a", 1, "10"))));
    assertThat(state(id).committed()).isEqualByComparingTo("10");
  }

  @Test
  default void aStepThatCameLateChangesNothing() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "10", "10", null));
    change(step(id, "a", 2, "5", "15", null));

    // When
    ChangeOutcome late = change(step(id, "a", 1, "10", "10", null));

    // Then
    assertThat(late).isEqualTo(new Applied(holding(id, "15", hold("a", 2, "15"))));
  }

  @Test
  default void aStepBeyondTheMaxChangesNothingAndItsNumberIsFree() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "60", "60", "100"));
    change(step(id, "b", 1, "30", "30", "100"));

    // When
    ChangeOutcome beyond = change(step(id, "a", 2, "11", "71", "100"));
    ChangeOutcome exact = change(step(id, "a", 2, "10", "70", "100"));

    // Then
    assertThat(beyond)
        .isEqualTo(new Exhausted(holding(id, "90", hold("a", 1, "60"), hold("b", 1, "30"))));
    assertThat(exact)
        .isEqualTo(new Applied(holding(id, "100", hold("a", 2, "70"), hold("b", 1, "30"))));
  }

  @Test
  default void aFirstStepBeyondTheMaxLeavesNoTrace() {
    // Given
    WindowId id = freshWindow();

    // When
    ChangeOutcome beyond = change(step(id, "a", 1, "1.000000001", "1", "1"));

    // Then
    assertThat(beyond).isEqualTo(new Exhausted(WindowState.empty(id)));
    assertThat(state(id)).isEqualTo(WindowState.empty(id));
  }

  @Test
  default void withoutAMaxAStepMayExceedEverything() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "100", "100", "100"));

    // When
    ChangeOutcome outcome = change(step(id, "a", 2, "7", "0", null));

    // Then
    assertThat(outcome).isEqualTo(new Applied(holding(id, "107", hold("a", 2, "0"))));
    assertThat(outcome.state().settled()).isEqualByComparingTo("107");
  }

  @Test
  default void whatIsGivenBackIsFreeAgain() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "100", "100", "100"));

    // When
    ChangeOutcome given = change(step(id, "a", 2, "-60", "0", null));
    ChangeOutcome taken = change(step(id, "b", 1, "60", "60", "100"));

    // Then
    assertThat(given.state().settled()).isEqualByComparingTo("40");
    assertThat(taken)
        .isEqualTo(new Applied(holding(id, "100", hold("a", 2, "0"), hold("b", 1, "60"))));
  }

  @Test
  default void aStepOfAHolderThatIsUnknownOrSkippedIsSuperseded() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "10", "10", null));

    // When
    ChangeOutcome unknown = change(step(id, "b", 2, "1", "1", null));
    ChangeOutcome skipped = change(step(id, "a", 3, "1", "11", null));
    ChangeOutcome empty = change(step(freshWindow(), "a", 2, "1", "1", "5"));

    // Then
    assertThat(unknown).isEqualTo(new Superseded(holding(id, "10", hold("a", 1, "10"))));
    assertThat(skipped).isEqualTo(unknown);
    assertThat(empty).isInstanceOf(Superseded.class);
    assertThat(state(id)).isEqualTo(unknown.state());
  }

  @Test
  default void talliesAddUpExactly() {
    // Given
    WindowId id = freshWindow();
    Tally first = new Tally(3, 1_000, 200, 50, 1, amount("0.000000000000000001"));
    Tally second = new Tally(2, 10, 20, 5, 0, amount("99999999999.1"));

    // When
    change(new WindowChange(id, "a", 1, amount("0"), amount("0"), null, first, null));
    change(new WindowChange(id, "b", 1, amount("0"), amount("0"), null, second, null));

    // Then
    assertThat(state(id).spent())
        .isEqualTo(new Tally(5, 1_010, 220, 55, 1, amount("99999999999.100000000000000001")));
  }

  @Test
  default void fractionsNeitherRoundNorDrift() {
    // Given
    WindowId id = freshWindow();

    // When
    for (int sequence = 1; sequence <= 10; sequence++) {
      change(step(id, "a", sequence, "0.1", "0", "1"));
    }
    ChangeOutcome more = change(step(id, "a", 11, "0.0000000001", "0", "1"));

    // Then
    assertThat(more).isEqualTo(new Exhausted(holding(id, "1", hold("a", 10, "0"))));
  }

  @Test
  default void manyWindowsAreReadInTheOrderAskedFor() {
    // Given
    List<WindowId> ids = Stream.generate(this::freshWindow).limit(130).toList();
    change(step(ids.get(3), "a", 1, "3", "3", null));
    change(step(ids.get(120), "a", 1, "120", "120", null));

    // When
    List<WindowState> states = Answers.of(windows().read(ids));

    // Then
    assertThat(states).extracting(WindowState::id).isEqualTo(ids);
    assertThat(states.get(3).committed()).isEqualByComparingTo("3");
    assertThat(states.get(120).committed()).isEqualByComparingTo("120");
    assertThat(states.get(4)).isEqualTo(WindowState.empty(ids.get(4)));
  }

  @Test
  default void aWindowThatIsAskedForTwiceIsAnsweredTwice() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "3", "3", null));

    // When
    List<WindowState> states = Answers.of(windows().read(List.of(id, id)));

    // Then
    assertThat(states).hasSize(2).allMatch(state -> state.holds().size() == 1);
  }

  @Test
  default void aWindowOfAnotherStartIsAnother() {
    // Given
    WindowId id = freshWindow();
    WindowId next = new WindowId(id.scope(), id.subject(), id.bound(), START.plusSeconds(60));

    // When
    change(step(id, "a", 1, "10", "10", "10"));

    // Then
    assertThat(change(step(next, "a", 1, "10", "10", "10"))).isInstanceOf(Applied.class);
  }

  @Test
  default void aMarkIsSetOnce() {
    // Given
    WindowId id = freshWindow();
    change(step(id, "a", 1, "10", "10", null));

    // When
    boolean first = Answers.of(windows().mark(id, "half"));
    boolean second = Answers.of(windows().mark(id, "half"));
    boolean other = Answers.of(windows().mark(id, "all"));

    // Then
    assertThat(first).isTrue();
    assertThat(second).isFalse();
    assertThat(other).isTrue();
    assertThat(state(id).committed()).isEqualByComparingTo("10");
  }
}
