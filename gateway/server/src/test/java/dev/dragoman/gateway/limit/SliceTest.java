package dev.dragoman.gateway.limit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.contract.StoreOutageEntry.Mode;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.gateway.limit.Grant.Reason;
import dev.dragoman.gateway.limit.Grant.Refused;
import dev.dragoman.gateway.limit.debt.Debt;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SliceTest {
  private static final WindowId ID = new WindowId("gw", "key", "budget/b/tokens", Instant.EPOCH);
  private static final BigDecimal MAX = BigDecimal.valueOf(1_000);

  private final AtomicLong nanos = new AtomicLong();
  private final WindowStore real = new MemoryStore().windows();
  private final FlakyWindows windows = new FlakyWindows(real, new Random(1));
  private final Slices slices = new Slices(windows, "p", state -> {}, nanos::get);
  private final Slice slice = slices.of(ID, new Slice.Span(null, null), 0);

  private static BigDecimal of(long amount) {
    return BigDecimal.valueOf(amount);
  }

  private static Claim claim(long want, long least, Mode outage) {
    return new Claim(of(want), of(least), MAX, new StoreOutageEntry(outage, Duration.ofMinutes(5)));
  }

  private CompletableFuture<Grant> ask(long want, long least) {
    return slice.reserve(claim(want, least, Mode.HeldSlices));
  }

  private void deliver() {
    while (!windows.isIdle()) {
      windows.deliver();
    }
  }

  private WindowState state() {
    return real.read(List.of(ID)).resultNow().getFirst();
  }

  private void tick() {
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    slice.tick();
    deliver();
  }

  @Test
  void whoComesWhileTheStoreIsAskedIsServedByTheNextStepTogether() {
    // Given
    CompletableFuture<Grant> first = ask(100, 100);
    CompletableFuture<Grant> second = ask(100, 100);
    CompletableFuture<Grant> third = ask(100, 100);

    // When
    deliver();

    // Then
    assertThat(first.resultNow()).isEqualTo(new Granted(of(100), 0));
    assertThat(second.resultNow()).isEqualTo(new Granted(of(100), 0));
    assertThat(third.resultNow()).isEqualTo(new Granted(of(100), 0));
    assertThat(windows.history()).containsExactly(of(100), of(300));
  }

  @Test
  void whatComesBackIsUsedWithoutTheStore() {
    // Given
    CompletableFuture<Grant> first = ask(100, 100);
    deliver();
    slice.settle((Granted) first.resultNow(), of(10), Tally.NONE);

    // When
    CompletableFuture<Grant> second = ask(90, 90);

    // Then
    assertThat(second.resultNow()).isEqualTo(new Granted(of(90), 0));
    assertThat(windows.history()).hasSize(1);
  }

  @Test
  void whenLittleIsLeftAModestClaimGetsIt() {
    // Given
    CompletableFuture<Grant> first = ask(900, 900);
    deliver();

    // When
    CompletableFuture<Grant> second = ask(500, 50);
    CompletableFuture<Grant> third = ask(500, 50);
    deliver();

    // Then
    assertThat(first.resultNow()).isInstanceOf(Granted.class);
    assertThat(second.resultNow()).isEqualTo(new Granted(of(100), 0));
    assertThat(third.resultNow()).isInstanceOf(Refused.class);
    assertThat(state().committed()).isEqualByComparingTo(MAX);
  }

  @Test
  void aRefusalTellsWhatIsSpentFromWhatIsReserved() {
    // Given
    Granted reserved = (Granted) delivered(ask(1_000, 1_000));

    // When
    Grant early = delivered(ask(100, 100));
    slice.settle(reserved, of(990), Tally.NONE);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    Grant late = delivered(ask(100, 100));

    // Then
    assertThat(early)
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.RESERVED));
    assertThat(late)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.SPENT);
              assertThat(refused.settled()).isEqualByComparingTo(of(990));
            });
  }

  private Grant delivered(CompletableFuture<Grant> answer) {
    deliver();
    return answer.resultNow();
  }

  @Test
  void whatIsNotUsedIsGivenBackAndWhatIsSpentIsTold() {
    // Given
    Granted granted = (Granted) delivered(ask(600, 600));
    slice.settle(granted, of(40), new Tally(1, 30, 10, 0, 0, BigDecimal.ZERO));

    // When
    tick();
    tick();

    // Then
    assertThat(state().committed()).isEqualByComparingTo(of(40));
    assertThat(state().settled()).isEqualByComparingTo(of(40));
    assertThat(state().spent()).isEqualTo(new Tally(1, 30, 10, 0, 0, BigDecimal.ZERO));
    assertThat(slice.isEmpty()).isTrue();
  }

  @Test
  void whatIsUsedBeyondTheReservationIsChargedWhateverTheMax() {
    // Given
    Granted granted = (Granted) delivered(ask(900, 900));

    // When
    slice.settle(granted, of(1_200), Tally.NONE);
    deliver();

    // Then
    assertThat(state().settled()).isEqualByComparingTo(of(1_200));
  }

  @Test
  void whileTheStoreIsSilentEachModeDoesWhatItSays() {
    // Given
    Granted held = (Granted) delivered(ask(200, 200));
    slice.settle(held, of(50), Tally.NONE);
    windows.down(true);
    CompletableFuture<Grant> unlucky = ask(500, 500);
    deliver();

    // When
    Grant fromWhatIsHeld = slice.reserve(claim(100, 100, Mode.HeldSlices)).resultNow();
    Grant beyondIt = slice.reserve(claim(100, 100, Mode.HeldSlices)).resultNow();
    Grant allowed = slice.reserve(claim(100, 100, Mode.Allow)).resultNow();
    Grant denied = slice.reserve(claim(1, 1, Mode.Deny)).resultNow();
    nanos.addAndGet(Duration.ofMinutes(6).toNanos());
    Grant allowedForTooLong = slice.reserve(claim(100, 100, Mode.Allow)).resultNow();

    // Then
    assertThat(unlucky.resultNow()).isInstanceOf(Refused.class);
    assertThat(fromWhatIsHeld).isInstanceOf(Granted.class);
    assertThat(beyondIt).isInstanceOf(Refused.class);
    assertThat(allowed).isInstanceOf(Granted.class);
    assertThat(denied).isInstanceOf(Refused.class);
    assertThat(allowedForTooLong).isInstanceOf(Refused.class);
  }

  private Granted allowed(long amount) {
    return (Granted) slice.reserve(claim(amount, amount, Mode.Allow)).resultNow();
  }

  private static Tally requests(long count) {
    return new Tally(count, 0, 0, 0, 0, BigDecimal.ZERO);
  }

  @Test
  void whatIsSpentInAnOutageIsADebtUntilTheStoreKnowsIt() {
    // Given
    slice.settle((Granted) delivered(ask(200, 200)), of(50), requests(1));
    List<Debt> before = slices.debts();
    windows.down(true);
    CompletableFuture<Grant> _ = ask(500, 500);
    deliver();
    slice.settle(allowed(400), of(380), requests(1));
    allowed(30);

    // When
    List<Debt> during = slices.debts();
    windows.down(false);
    tick();
    List<Debt> after = slices.debts();

    // Then
    assertThat(before).isEmpty();
    assertThat(during)
        .containsExactly(
            new Debt(
                ID,
                "p.1",
                1,
                of(200),
                of(30),
                List.of(
                    new Debt.Telling(of(50), requests(1)), new Debt.Telling(of(380), requests(1))),
                null));
    assertThat(after).isEmpty();
    assertThat(state().settled()).isEqualByComparingTo(of(430));
    assertThat(state().spent()).isEqualTo(requests(2));
  }

  @Test
  void whatALostStepGaveBackPaysNoDebtOfADeadHolder() {
    // Given
    slice.settle((Granted) delivered(ask(200, 200)), of(50), requests(1));
    tick();
    slice.tick();
    windows.deliver();
    windows.losing(200);
    deliver();
    slice.settle(allowed(300), of(300), requests(1));
    Debt recorded = slices.debts().getFirst();

    // When
    Hold seen = state().holds().getFirst();
    assertThat(real.expire(ID, seen, Settlement.Spent).resultNow()).isTrue();
    WindowChange missing = requireNonNull(recorded.next(state(), true));

    // Then
    assertThat(seen.held()).as("the step was applied").isLessThan(of(200));
    assertThat(state().settled().add(missing.committed())).isEqualByComparingTo(of(350));
  }

  @Test
  void aStepThatWasRefusedIsFollowedByOneThatTellsTheSame() {
    // Given
    slice.settle((Granted) delivered(ask(200, 200)), of(50), requests(1));
    windows.down(true);
    CompletableFuture<Grant> _ = ask(1_200, 1_200);
    deliver();
    slice.settle(allowed(400), of(380), requests(1));
    Debt recorded = slices.debts().getFirst();
    windows.down(false);
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());

    // When
    slice.tick();
    for (int calls = 0; calls < 4; calls++) {
      windows.deliver();
    }
    WindowState refused = state();

    // Then
    assertThat(refused.holds().getFirst().sequence()).isEqualTo(2);
    assertThat(refused.spent()).as("not the second").isEqualTo(requests(1));
    assertThat(recorded.next(refused, false)).isNotNull();
    deliver();
    assertThat(recorded.next(state(), false)).as("all is told").isNull();
    assertThat(state().spent()).isEqualTo(requests(2));
    assertThat(state().settled()).isEqualByComparingTo(of(430));
  }

  @Test
  void theFirstStepOfAHolderTellsNothing() {
    // Given
    slice.count(requests(3));

    // When
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    slice.tick();
    windows.deliver();
    Tally first = state().spent();
    deliver();

    // Then
    assertThat(first).isEqualTo(Tally.NONE);
    assertThat(state().spent()).isEqualTo(requests(3));
  }

  @Test
  void anotherProcessNoticesADeadOne() {
    // Given
    Slices other = new Slices(windows, "q", state -> {}, nanos::get);
    Slice alive = other.of(ID, new Slice.Span(null, null), 0);
    delivered(ask(300, 300));

    // When
    for (int seconds = 0; seconds < 90; seconds += 5) {
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      alive.count(new Tally(1, 0, 0, 0, 0, BigDecimal.ZERO));
      alive.tick();
      deliver();
    }

    // Then
    assertThat(state().expired()).as("counts as spent").isEqualByComparingTo(of(300));
    assertThat(state().settled()).isEqualByComparingTo(of(300));
  }

  @Test
  void whoWasSilentBecauseTheStoreWasIsNotTakenForADeadOne() {
    // Given
    Slices other = new Slices(windows, "q", state -> {}, nanos::get);
    Slice idle = other.of(ID, new Slice.Span(null, null), 0);
    delivered(ask(300, 300));
    idle.count(requests(1));
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());
    idle.tick();
    deliver();
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());

    // When
    idle.count(requests(1));
    idle.tick();
    deliver();
    nanos.addAndGet(Duration.ofSeconds(4).toNanos());
    tick();
    idle.count(requests(1));
    idle.tick();
    deliver();

    // Then
    assertThat(state().expired()).isEqualByComparingTo(BigDecimal.ZERO);
  }

  @Test
  void aLivingProcessIsNotTakenForADeadOne() {
    // Given
    Slices other = new Slices(windows, "q", state -> {}, nanos::get);
    Slice alive = other.of(ID, new Slice.Span(null, null), 0);
    delivered(ask(300, 300));

    // When
    for (int seconds = 0; seconds < 300; seconds += 5) {
      nanos.addAndGet(Duration.ofSeconds(5).toNanos());
      alive.count(new Tally(1, 0, 0, 0, 0, BigDecimal.ZERO));
      alive.tick();
      slice.tick();
      deliver();
    }

    // Then
    assertThat(state().expired()).isEqualByComparingTo(BigDecimal.ZERO);
  }
}
