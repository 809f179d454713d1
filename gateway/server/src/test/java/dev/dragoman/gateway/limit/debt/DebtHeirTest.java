package dev.dragoman.gateway.limit.debt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.limit.debt.Debt.Telling;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import dev.dragoman.store.window.WindowStore.Settlement;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Money of the dead, wherever they died, is in the ledger once. */
class DebtHeirTest {
  private static final WindowId ID = new WindowId("gw", "key", "budget/b/cost", Instant.EPOCH);
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WindowStore real = new MemoryStore().windows();

  private static BigDecimal of(long amount) {
    return BigDecimal.valueOf(amount);
  }

  private static Tally requests(long count) {
    return new Tally(count, 0, 0, 0, 0, BigDecimal.ZERO);
  }

  /** Of 900 that were spent, step 3 tells 200 and step 4 the rest; 60 may be used. */
  private static Debt debt(long sequence, long held, @Nullable Instant until) {
    List<Telling> tellings =
        sequence == 0
            ? List.of(Telling.NOTHING, new Telling(of(900), requests(9)))
            : List.of(new Telling(of(200), requests(2)), new Telling(of(700), requests(7)));
    return new Debt(ID, "p.1", sequence, of(held), of(60), tellings, until);
  }

  private static WindowChange step(long sequence, long committed, long held, Tally told) {
    return new WindowChange(ID, "p.1", sequence, of(committed), of(held), null, told, null);
  }

  private void made(WindowChange step) {
    assertThat(real.change(step).join().state().holds()).isNotEmpty();
  }

  /** A holder whose second step has left it with 250, of which nothing is told as spent. */
  private void known() {
    made(step(1, 250, 250, Tally.NONE));
    made(step(2, 0, 250, Tally.NONE));
  }

  private DebtHeir heir(WindowStore store) {
    return new DebtHeir(StoreEntry.SQLITE, store, PATIENCE, InstantSource.fixed(NOW));
  }

  private List<Debt> settled(WindowStore store, Debt debt) {
    DebtHeir heir = heir(store);
    List<Debt> left = heir.settle(StoreEntry.SQLITE, NOW, List.of(debt));
    if (left.isEmpty()) {
      heir.forgotten();
    }
    return left;
  }

  private WindowState state() {
    return real.read(List.of(ID)).join().getFirst();
  }

  private void assertAllIsCountedOnce(long expired) {
    WindowState state = state();
    assertThat(state.committed()).isEqualByComparingTo(of(960));
    assertThat(state.settled()).isEqualByComparingTo(of(960));
    assertThat(state.expired()).isEqualByComparingTo(of(expired));
    assertThat(state.spent()).isEqualTo(requests(9));
    assertThat(state.holds()).isEmpty();
  }

  @Test
  void nothingWasSent() {
    // Given
    known();

    // When
    List<Debt> left = settled(real, debt(2, 250, null));

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(60);
  }

  @Test
  void theHolderWasNeverKnown() {
    // When
    List<Debt> left = settled(real, debt(0, 0, null));

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(60);
  }

  @Test
  void aStepHadArrivedWhoseAnswerWasLost() {
    // Given
    known();
    made(step(3, 100, 150, requests(2)));

    // When
    List<Debt> left = settled(real, debt(2, 250, null));

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(60);
  }

  @Test
  void aStepArrivesAfterTheHeirHasMadeIt() {
    // Given
    known();
    DebtHeir heir = heir(real);
    heir.settle(StoreEntry.SQLITE, NOW, List.of(debt(2, 250, null)));

    // When
    made(step(3, 100, 150, requests(2)));
    heir.forgotten();

    // Then
    assertAllIsCountedOnce(60);
  }

  @Test
  void theProcessWentOnAfterItsLastRecord() {
    // Given
    known();
    made(step(3, 650, 700, requests(2)));
    made(step(4, 60, 60, requests(7)));

    // When
    List<Debt> left = settled(real, debt(2, 250, null));

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(60);
  }

  static List<Arguments> deathsOfHeirs() {
    return List.of(0, 1, 2, 3, 4).stream()
        .flatMap(calls ->
            List.of(true, false).stream()
                .flatMap(obeyed ->
                    List.of(0L, 2L).stream()
                        .map(sequence -> Arguments.of(calls, obeyed, sequence))))
        .toList();
  }

  @ParameterizedTest(name = "after {0} answers, the next call obeyed: {1}, known steps: {2}")
  @MethodSource("deathsOfHeirs")
  void anHeirDiesOnItsWay(int answered, boolean isLastObeyed, long sequence) {
    // Given
    if (sequence > 0) {
      known();
    }
    Debt debt = debt(sequence, sequence == 0 ? 0 : 250, null);
    FailingWindows store = new FailingWindows(real, answered, isLastObeyed);
    // It settles as far as it comes, and does not come to delete the file.
    List<Debt> _ = heir(store).settle(StoreEntry.SQLITE, NOW, List.of(debt));

    // When
    List<Debt> left = settled(real, debt);

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(60);
  }

  @Test
  void othersTookTheHolderForDead() {
    // Given
    known();
    assertThat(real.expire(ID, new Hold("p.1", 2, of(250)), Settlement.Spent).join()).isTrue();

    // When
    List<Debt> left = settled(real, debt(2, 250, null));

    // Then
    assertThat(left).isEmpty();
    assertAllIsCountedOnce(960);
  }

  @Test
  void othersTookTheHolderForDeadAfterAStepThatItDidNotKnowOf() {
    // Given
    known();
    made(step(3, 100, 150, requests(2)));
    assertThat(real.expire(ID, new Hold("p.1", 3, of(150)), Settlement.Spent).join()).isTrue();

    // When
    List<Debt> left = settled(real, debt(2, 250, null));

    // Then
    assertThat(left).isEmpty();
    WindowState state = state();
    assertThat(state.settled()).isGreaterThanOrEqualTo(of(900));
    assertThat(state.settled().subtract(of(900))).isLessThanOrEqualTo(state.expired());
  }

  @Test
  void aFirstStepHadArrivedAndWasTakenForADeadOnes() {
    // Given
    made(step(1, 400, 400, Tally.NONE));
    assertThat(real.expire(ID, new Hold("p.1", 1, of(400)), Settlement.Spent).join()).isTrue();

    // When
    List<Debt> left = settled(real, debt(0, 0, null));

    // Then
    assertThat(left).isEmpty();
    WindowState state = state();
    assertThat(state.spent()).isEqualTo(requests(9));
    assertThat(state.settled()).isGreaterThanOrEqualTo(of(900));
    assertThat(state.settled().subtract(of(900))).isLessThanOrEqualTo(state.expired());
  }

  @Test
  void aHolderThatNobodyKnowsAnyMoreMayHaveToldEverything() {
    // Given
    made(step(1, 960, 960, Tally.NONE));
    made(step(2, 0, 0, requests(9)));
    assertThat(real.expire(ID, new Hold("p.1", 2, of(0)), Settlement.Spent).join()).isTrue();
    DebtHeir heir = heir(real);

    // When
    List<Debt> left =
        heir.settle(StoreEntry.SQLITE, NOW.minusSeconds(60), List.of(debt(0, 0, null)));
    heir.forgotten();

    // Then
    assertThat(left).isEmpty();
    WindowState state = state();
    assertThat(state.settled().subtract(of(960))).isLessThanOrEqualTo(state.expired());
  }

  @Test
  void aSilentStoreIsLeftForTheNextTime() {
    // Given
    Debt debt = debt(0, 0, null);

    // When
    List<Debt> left = settled(new FailingWindows(real, 0, false), debt);

    // Then
    assertThat(left).containsExactly(debt);
  }

  @Test
  void debtsToAnotherStoreAreLeftAlone() {
    // Given
    Debt debt = debt(0, 0, null);

    // When
    List<Debt> left = heir(real).settle(StoreEntry.MEMORY, NOW, List.of(debt));

    // Then
    assertThat(left).containsExactly(debt);
    assertThat(state()).isEqualTo(WindowState.empty(ID));
  }

  @Test
  void aWindowThatMayBeForgottenIsOwedNothing() {
    // When
    List<Debt> left = settled(real, debt(0, 0, NOW));

    // Then
    assertThat(left).isEmpty();
    assertThat(state()).isEqualTo(WindowState.empty(ID));
  }
}
