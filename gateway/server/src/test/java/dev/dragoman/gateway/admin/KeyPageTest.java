package dev.dragoman.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.report.BudgetReport;
import dev.dragoman.store.report.KeyReport;
import dev.dragoman.store.response.ResponseStore;
import dev.dragoman.store.thought.ThoughtStore;
import dev.dragoman.store.usage.UsageStore;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.Hold;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import dev.dragoman.store.window.WindowStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeyPageTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-31T12:00:00Z"), ZoneOffset.UTC);
  private static final KeyEntry KEY =
      KeyEntry.of(
              "default/ci",
              KeyText.keyIdOf("ci"),
              KeyText.digestOf("ci"),
              List.of("*"),
              List.of("*"))
          .withSpend(
              new SpendPolicy(
                  List.of(),
                  List.of(
                      new BudgetEntry(
                          "daily",
                          BudgetEntry.Period.Day,
                          "UTC",
                          1,
                          1_000L,
                          null,
                          BudgetEntry.OnExceeded.Block,
                          List.of())),
                  null));
  private static final GatewayConfig CONFIG =
      GatewayConfig.of(
          1,
          GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
          List.of(),
          List.of(),
          List.of(KEY));

  private final CountedStore store = new CountedStore();
  private long nanos;
  private final KeyPage page = new KeyPage(() -> store, () -> CONFIG, CLOCK, () -> nanos);

  /** A store that counts how often its windows are read, and can be out of reach. */
  private static final class CountedStore implements Store, WindowStore {
    private final MemoryStore kept = new MemoryStore();
    private int reads;
    private boolean unreachable;

    @Override
    public KeyStore keys() {
      return kept.keys();
    }

    @Override
    public WindowStore windows() {
      return this;
    }

    @Override
    public UsageStore usage() {
      return kept.usage();
    }

    @Override
    public ThoughtStore thoughts() {
      return kept.thoughts();
    }

    @Override
    public ResponseStore responses() {
      return kept.responses();
    }

    @Override
    public CompletableFuture<List<WindowState>> read(List<WindowId> ids) {
      reads++;
      return unreachable
          ? CompletableFuture.failedFuture(
              new StoreUnavailableException("out of reach", new IllegalStateException()))
          : kept.windows().read(ids);
    }

    @Override
    public CompletableFuture<ChangeOutcome> change(WindowChange change) {
      return kept.windows().change(change);
    }

    @Override
    public CompletableFuture<Boolean> expire(WindowId id, Hold seen, Settlement settlement) {
      return kept.windows().expire(id, seen, settlement);
    }

    @Override
    public CompletableFuture<Boolean> mark(WindowId id, String mark) {
      return kept.windows().mark(id, mark);
    }

    @Override
    public void close() {
      kept.close();
    }
  }

  private KeyReport look() {
    return page.of(KEY).join();
  }

  @Test
  void theStoreIsAskedOnceASecond() {
    // When
    look();
    nanos += Duration.ofMillis(999).toNanos();
    look();
    nanos += Duration.ofMillis(1).toNanos();
    look();

    // Then
    assertThat(store.reads).isEqualTo(2);
  }

  @Test
  void aKeyThatWasEditedIsReadAnew() {
    // Given
    look();

    // When
    KeyReport edited = page.of(KEY.withState(KeyEntry.State.Suspended)).join();

    // Then
    assertThat(edited.state()).isEqualTo(KeyEntry.State.Suspended);
  }

  @Test
  void withoutAStoreTheBoundsAreStillTold() {
    // Given
    store.unreachable = true;

    // When
    KeyReport report = look();

    // Then
    assertThat(report.asOf()).isNull();
    BudgetReport budget = report.budgets().getFirst();
    assertThat(budget.limit()).isEqualByComparingTo("1000");
    assertThat(budget.spent()).isNull();
    assertThat(budget.remaining()).isNull();
    assertThat(budget.resetsAt()).isEqualTo(Instant.parse("2026-04-01T00:00:00Z"));
  }
}
