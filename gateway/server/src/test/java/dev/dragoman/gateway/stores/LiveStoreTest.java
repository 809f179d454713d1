package dev.dragoman.gateway.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.stores.LiveStore.FirstStore;
import dev.dragoman.store.Store;
import dev.dragoman.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LiveStoreTest {
  private static final StoreEntry TABLES =
      new StoreEntry(
          StoreEntry.Type.DynamoDB,
          null,
          new StoreEntry.DynamoDb("eu-central-1", null, "keys", "usage"));

  private final AtomicBoolean made = new AtomicBoolean();
  private final BlockingQueue<CurrentStore> used = new LinkedBlockingQueue<>();
  private final LiveStore live = store(FirstStore.AWAITED);

  private LiveStore store(FirstStore first) {
    LiveStore made = new LiveStore(this::open, first, Duration.ofMillis(1));
    made.add(
        new LiveStore.User() {
          @Override
          public void use(CurrentStore next) {
            used.add(next);
          }

          @Override
          public void finish() {}
        });
    return made;
  }

  private Store open(StoreEntry entry) {
    if (entry.equals(TABLES) && !made.get()) {
      throw new IllegalStateException("table keys is missing");
    }
    return new MemoryStore();
  }

  private static GatewayEntry gateway(StoreEntry store) {
    return GatewayEntry.of("llm/main", store, PolicyEntry.DEFAULT, List.of());
  }

  private StoreEntry next() throws InterruptedException {
    return Objects.requireNonNull(used.poll(30, TimeUnit.SECONDS), "no store is used").entry();
  }

  @Test
  void tablesThatAreMadeLaterAreUsedAsSoonAsTheyAreThere() throws InterruptedException {
    // Given
    live.follow(gateway(StoreEntry.MEMORY));
    assertThat(next()).isEqualTo(StoreEntry.MEMORY);

    // When
    live.follow(gateway(TABLES));
    StoreEntry meanwhile = Objects.requireNonNull(live.current()).entry();
    made.set(true);

    // Then
    assertThat(meanwhile).isEqualTo(StoreEntry.MEMORY);
    assertThat(next()).isEqualTo(TABLES);
  }

  @Test
  void aFirstStoreIsWaitedForWhereNobodyDemandsIt() throws InterruptedException {
    // When
    live.follow(gateway(TABLES));
    boolean isOpened = live.opened().isDone();
    made.set(true);

    // Then
    assertThat(isOpened).isFalse();
    assertThat(next()).isEqualTo(TABLES);
    assertThat(live.opened()).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aFirstStoreThatIsDemandedFailsTheStart() {
    assertThatThrownBy(() -> store(FirstStore.DEMANDED).follow(gateway(TABLES)))
        .hasMessage("table keys is missing");
  }

  @Test
  void whatIsNotWantedAnyMoreIsNotTriedAgain() throws InterruptedException {
    // Given
    live.follow(gateway(StoreEntry.MEMORY));
    live.follow(gateway(TABLES));

    // When
    live.follow(gateway(StoreEntry.MEMORY));
    made.set(true);
    live.follow(gateway(StoreEntry.SQLITE));

    // Then
    assertThat(next()).isEqualTo(StoreEntry.MEMORY);
    assertThat(next()).isEqualTo(StoreEntry.SQLITE);
    assertThat(used).isEmpty();
  }
}
