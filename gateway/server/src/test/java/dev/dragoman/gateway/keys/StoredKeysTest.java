package dev.dragoman.gateway.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.auth.KnownKeys.KnownKey;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyItem.Source;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.memory.MemoryStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StoredKeysTest {
  private static final String ID = "aaaabbbbcccc";

  private final AtomicLong nanos = new AtomicLong();
  private final Store real = new MemoryStore();
  private final AtomicLong asked = new AtomicLong();
  private boolean down;
  private final StoredKeys keys = new StoredKeys(nanos::get);

  @BeforeEach
  void use() {
    KeyStore counting =
        (KeyStore)
            Proxy.newProxyInstance(
                KeyStore.class.getClassLoader(),
                new Class<?>[] {KeyStore.class},
                (proxy, method, arguments) -> {
                  asked.incrementAndGet();
                  return down
                      ? CompletableFuture.failedFuture(
                          new StoreUnavailableException("down", new IllegalStateException()))
                      : method.invoke(real.keys(), arguments);
                });
    Store store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) ->
                    method.getName().equals("keys") ? counting : method.invoke(real, arguments));
    keys.use(new CurrentStore("gw", StoreEntry.MEMORY, store));
  }

  private void put(long generation, KeyEntry.State state, boolean deleted) {
    KeyEntry entry =
        KeyEntry.of("default/k", ID, "0".repeat(64), List.of("*"), List.of("*")).withState(state);
    Instant deletedAt = deleted ? Instant.EPOCH : null;
    real.keys()
        .put(new KeyItem("gw", Source.Admin, generation, entry, Instant.EPOCH, deletedAt, null))
        .join();
  }

  private Optional<KnownKey> find() {
    return keys.find(ID).resultNow();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void aKnownKeyIsUsedForAMinuteWithoutAsking() {
    // Given
    put(1, KeyEntry.State.Active, false);

    // When
    find();
    pass(Duration.ofSeconds(59));
    find();
    long within = asked.get();
    pass(Duration.ofSeconds(2));
    find();

    // Then
    assertThat(within).isEqualTo(1);
    assertThat(asked).hasValue(2);
  }

  @Test
  void anUnknownKeyIsLookedForAgainSoon() {
    // Given
    assertThat(find()).isEmpty();
    put(1, KeyEntry.State.Active, false);

    // When
    Optional<KnownKey> atOnce = find();
    pass(Duration.ofSeconds(6));

    // Then
    assertThat(atOnce).isEmpty();
    assertThat(find()).isPresent();
  }

  @Test
  void aChangeIsSeenAtTheNextUse() {
    // Given
    put(1, KeyEntry.State.Active, false);
    find();
    put(2, KeyEntry.State.Suspended, false);

    // When
    keys.changed(ID);

    // Then
    assertThat(find().orElseThrow().entry().state()).isEqualTo(KeyEntry.State.Suspended);
  }

  @Test
  void aTombstoneIsNoKey() {
    // Given
    put(1, KeyEntry.State.Active, false);
    find();
    put(2, KeyEntry.State.Active, true);

    // When
    keys.changed(ID);

    // Then
    assertThat(find()).isEmpty();
  }

  /** Requirement 62 (litellm#18708): an outage never turns a known key into 401. */
  @Test
  @Tag("requirement-62")
  void whileTheStoreIsSilentAKnownKeyIsUsedAndAnUnknownOneIsUnavailable() {
    // Given
    put(1, KeyEntry.State.Active, false);
    find();
    down = true;
    pass(Duration.ofHours(23));

    // When
    Optional<KnownKey> known = find();
    Throwable unknown = keys.find("zzzzzzzzzzzz").exceptionNow();

    // Then
    assertThat(known).isPresent();
    assertThat(unknown)
        .isInstanceOfSatisfying(
            GatewayException.class,
            failure -> assertThat(failure.error().kind()).isEqualTo(ErrorKind.UNAVAILABLE));
  }

  @Test
  void afterADayOfSilenceAKeyIsForgotten() {
    // Given
    put(1, KeyEntry.State.Active, false);
    find();
    down = true;

    // When
    pass(Duration.ofHours(25));

    // Then
    assertThat(keys.find(ID)).isCompletedExceptionally();
  }

  @Test
  void whatIsKnownIsStaleAndNotForgottenWhenChangesWereMissed() {
    // Given
    put(1, KeyEntry.State.Active, false);
    find();
    put(2, KeyEntry.State.Suspended, false);
    keys.missed();

    // When
    down = true;
    Optional<KnownKey> silent = find();
    pass(Duration.ofSeconds(6));
    down = false;

    // Then
    assertThat(silent.orElseThrow().entry().state()).isEqualTo(KeyEntry.State.Active);
    assertThat(find().orElseThrow().entry().state()).isEqualTo(KeyEntry.State.Suspended);
  }
}
