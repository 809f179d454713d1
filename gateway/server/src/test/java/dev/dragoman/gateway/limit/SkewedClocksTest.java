package dev.dragoman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.limit.Subject.Kind;
import dev.dragoman.gateway.limit.debt.DebtKeeper;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.store.Store;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.usage.TokenUsage;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * Three processes whose clocks differ by two minutes each way, one of which is set back on the way,
 * spend an hourly budget over the end of its window.
 */
class SkewedClocksTest {
  private static final long TOKENS = 5_000;
  private static final Subject SUBJECT = new Subject(Kind.KEY, "uid", "default/k");
  private static final List<Bound> BOUNDS =
      Bounds.of(
          SUBJECT,
          new SpendPolicy(
              List.of(),
              List.of(
                  new BudgetEntry(
                      "hourly", Period.Hour, "UTC", 1, TOKENS, null, OnExceeded.Block, List.of())),
              null));

  private final Store store = new MemoryStore();
  private final VirtualTimeScheduler ticks = VirtualTimeScheduler.create();
  private final List<SettableClock> clocks = new ArrayList<>();
  private final List<LiveLimiter> processes = new ArrayList<>();
  private final List<DebtKeeper> keepers = new ArrayList<>();
  @TempDir private Path home;

  private DebtKeeper keeper(SettableClock clock) {
    DebtKeeper keeper = new DebtKeeper(home.resolve("debts"), clock);
    keepers.add(keeper);
    return keeper;
  }

  @AfterEach
  void close() {
    keepers.forEach(DebtKeeper::close);
  }

  private void process(String now) {
    SettableClock clock = SettableClock.at(now);
    LiveLimiter limiter = new LiveLimiter(AlertSink.NONE, keeper(clock), clock, ticks);
    limiter.use(new CurrentStore("gw", StoreEntry.MEMORY, store));
    clocks.add(clock);
    processes.add(limiter);
  }

  /** Asks for 100 tokens and uses them all. */
  private boolean spend(LiveLimiter process) {
    boolean[] admitted = new boolean[1];
    process
        .acquire(new Ask(SUBJECT, BOUNDS, 50, 50, Ask.Rating.NONE))
        .subscribe(decision -> {
          if (decision instanceof Decision.Admitted(Lease lease)) {
            lease.settle(new Spent(TokenUsage.of(50, 50), null));
            admitted[0] = true;
          }
        });
    return admitted[0];
  }

  private WindowState window(String start) {
    WindowId id = new WindowId("gw", "uid", "budget/hourly/tokens", Instant.parse(start));
    return store.windows().read(List.of(id)).join().getFirst();
  }

  @Test
  void noWindowIsOvershotAndNothingIsCountedTwice() {
    // Given
    process("2026-06-01T09:50:00Z");
    process("2026-06-01T09:52:00Z");
    process("2026-06-01T09:54:00Z");
    long admitted = 0;

    // When
    for (int second = 0; second < 20 * 60; second++) {
      for (LiveLimiter process : processes) {
        admitted += spend(process) ? 1 : 0;
      }
      clocks.forEach(clock -> clock.advance(Duration.ofSeconds(1)));
      if (second == 7 * 60) {
        clocks.get(2).advance(Duration.ofMinutes(-4));
      }
      ticks.advanceTimeBy(Duration.ofSeconds(1));
    }
    processes.forEach(LiveLimiter::finish);

    // Then
    WindowState first = window("2026-06-01T09:00:00Z");
    WindowState second = window("2026-06-01T10:00:00Z");
    assertThat(first.committed()).isEqualByComparingTo(BigDecimal.valueOf(TOKENS));
    assertThat(second.committed()).isEqualByComparingTo(BigDecimal.valueOf(TOKENS));
    assertThat(first.settled().add(second.settled()))
        .isEqualByComparingTo(BigDecimal.valueOf(admitted * 100));
    assertThat(first.expired().add(second.expired())).isEqualByComparingTo(BigDecimal.ZERO);
  }
}
