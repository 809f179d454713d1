package dev.dragoman.gateway.limit.debt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.limit.debt.Debt.Telling;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebtKeeperTest {
  private static final WindowId ID = new WindowId("gw", "key", "budget/b/tokens", Instant.EPOCH);
  private static final List<Debt> DEBTS =
      List.of(
          new Debt(
              ID,
              "p.1",
              0,
              BigDecimal.ZERO,
              BigDecimal.ZERO,
              List.of(Telling.NOTHING, new Telling(BigDecimal.TEN, Tally.NONE)),
              null));

  @TempDir private Path home;
  private final WindowStore store = new MemoryStore().windows();

  private WindowState state() {
    return store.read(List.of(ID)).join().getFirst();
  }

  @Test
  void theNextProcessTellsWhatTheLastOneOwed() {
    // Given
    try (DebtKeeper last = new DebtKeeper(home, Clock.systemUTC())) {
      last.use("p", StoreEntry.SQLITE, new FailingWindows(store, 0, false), () -> DEBTS);
      last.finish();
    }

    // When
    try (DebtKeeper next = new DebtKeeper(home, Clock.systemUTC())) {
      next.use("q", StoreEntry.SQLITE, store, List::of);
      next.settle();
      next.settle();
    }

    // Then
    assertThat(state().settled()).isEqualByComparingTo(BigDecimal.TEN);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNoReasonToEnd() throws IOException {
    // Given
    Path file = Files.createFile(home.resolve("file"));

    // When
    try (DebtKeeper keeper = new DebtKeeper(file.resolve("debts"), Clock.systemUTC())) {
      keeper.use("p", StoreEntry.SQLITE, store, () -> DEBTS);
      keeper.record();
      keeper.settle();
      keeper.finish();
    }

    // Then
    assertThat(file).isRegularFile();
    assertThat(state()).isEqualTo(WindowState.empty(ID));
  }
}
