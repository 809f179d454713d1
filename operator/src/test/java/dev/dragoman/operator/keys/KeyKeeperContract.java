package dev.dragoman.operator.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.fleet.Kind;
import dev.dragoman.fleet.ObjectId;
import dev.dragoman.fleet.ObjectName;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.operator.keys.WantedKeys.Wanted;
import dev.dragoman.store.Store;
import dev.dragoman.store.StoreUnavailableException;
import dev.dragoman.store.key.KeyItem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a keeper makes of a store, whichever it is. */
abstract class KeyKeeperContract {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final StoreEntry.DynamoDb TABLES =
      new StoreEntry.DynamoDb("eu-central-1", null, "keys", "usage");
  private static final DigestEntry OLD = DigestEntry.of(KeyText.digestOf("old"));
  private static final DigestEntry NEW = DigestEntry.of(KeyText.digestOf("new"));

  private final Store inner;
  private final SwitchableStore store;
  private final FakeKeyObjects objects = new FakeKeyObjects();
  private final List<Set<String>> told = new ArrayList<>();
  private final Set<ObjectId> concerned = new HashSet<>();
  private final KeyKeeper keeper;

  KeyKeeperContract(Store inner) {
    this.inner = inner;
    this.store = new SwitchableStore(inner);
    this.keeper = keeper("gateway-uid");
  }

  @AfterEach
  void close() {
    inner.close();
  }

  private KeyKeeper keeper(String scope) {
    return new KeyKeeper(
        new GatewayRef("llm", "main", scope),
        TABLES,
        new KeeperPorts(
            _ -> store,
            objects,
            keyIds -> {
              told.add(keyIds);
              return OptionalLong.of(100 + told.size());
            },
            concerned::addAll),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static KeyEntry entry(String uid, DigestEntry... digests) {
    KeyEntry entry =
        KeyEntry.of(uid, KeyText.keyIdOf(uid), OLD.sha256(), List.of("*"), List.of("*"));
    return digests.length == 0 ? entry : entry.withDigests(List.of(digests));
  }

  private static Wanted wanted(KeyEntry entry, long generation) {
    return new Wanted(
        new ObjectId(Kind.ApiKey, new ObjectName("team", entry.uid())), entry, generation, false);
  }

  private static WantedKeys all(Wanted... keys) {
    Map<String, Wanted> byUid = new HashMap<>();
    for (Wanted key : keys) {
      byUid.put(key.entry().uid(), key);
    }
    return new WantedKeys(byUid, Map.of());
  }

  private KeyItem item(String uid) {
    return store.find("gateway-uid", KeyText.keyIdOf(uid)).join().orElseThrow();
  }

  @Test
  void aKeyWaitsForTheStoreThenIsStoredAndTold() {
    // When
    boolean done = keeper.keep(all(wanted(entry("a"), 3)));

    // Then
    assertThat(done).isTrue();
    assertThat(objects.held).containsExactly("a");
    assertThat(item("a").entry()).isEqualTo(entry("a"));
    assertThat(item("a").isDeleted()).isFalse();
    assertThat(told).containsExactly(Set.of(KeyText.keyIdOf("a")));
    assertThat(Objects.requireNonNull(keeper.stored("a")).generation()).isEqualTo(3);
    assertThat(concerned).extracting(id -> id.name().name()).containsExactly("a");
  }

  @Test
  @Tag("requirement-25")
  void theNextOperatorWritesNothingIntoAnUnchangedWorld() {
    // Given
    keeper.keep(all(wanted(entry("a"), 3), wanted(entry("b"), 1)));
    KeyKeeper next = keeper("gateway-uid");

    // When
    next.keep(all(wanted(entry("a"), 3), wanted(entry("b"), 1)));
    next.keep(null);

    // Then
    assertThat(store.puts()).isEqualTo(2);
    assertThat(Objects.requireNonNull(next.stored("a")).revision()).isEqualTo(102);
  }

  @Test
  @Tag("requirement-57")
  void anEditReachesTheStoreThoughTheTextIsTheSame() {
    // Given
    keeper.keep(all(wanted(entry("a"), 1)));

    // When
    keeper.keep(all(wanted(entry("a").withState(KeyEntry.State.Revoked), 2)));

    // Then
    assertThat(item("a").entry().state()).isEqualTo(KeyEntry.State.Revoked);
  }

  @Test
  void anOlderSpecNeverTakesThePlaceOfANewerOne() {
    // Given: another operator stored a revocation
    keeper("gateway-uid").keep(all(wanted(entry("a").withState(KeyEntry.State.Revoked), 5)));

    // When: this one is late
    boolean done = keeper.keep(all(wanted(entry("a"), 4)));

    // Then
    assertThat(done).isFalse();
    assertThat(item("a").entry().state()).isEqualTo(KeyEntry.State.Revoked);
    assertThat(keeper.stored("a")).isNull();
    assertThat(keeper.problem("a")).contains("newer");
  }

  @Test
  void aChangeThatIsNotOfTheSpecAdvancesTheGenerationToo() {
    // Given
    keeper.keep(all(wanted(entry("a"), 2)));
    long before = item("a").generation();

    // When
    keeper.keep(all(wanted(entry("a", NEW, OLD), 2)));

    // Then
    assertThat(item("a").generation()).isGreaterThan(before);
    assertThat(KeyItems.objectGeneration(item("a"))).isEqualTo(2);
  }

  @Test
  @Tag("requirement-56")
  void aNewTextIsStoredBeforeTheFleetHasHeardOfItAndNobodyTakesItBack() {
    // Given
    keeper.keep(all(wanted(entry("a"), 1)));

    // When
    boolean announced = keeper.announce("a", List.of(NEW, OLD));
    keeper.keep(all(wanted(entry("a"), 1)));

    // Then
    assertThat(announced).isTrue();
    assertThat(item("a").entry().digests()).containsExactly(NEW, OLD);

    // When: the fleet has heard, and later the old one is over
    keeper.keep(all(wanted(entry("a", NEW, OLD), 1)));
    keeper.keep(all(wanted(entry("a", NEW), 1)));

    // Then
    assertThat(item("a").entry().digests()).containsExactly(NEW);
  }

  @Test
  void noTextIsMadeWhileTheStoreCannotBeTold() {
    // Given
    keeper.keep(all(wanted(entry("a"), 1)));
    store.down(true);

    // Then
    assertThatThrownBy(() -> keeper.announce("a", List.of(NEW, OLD)))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(keeper.problem("a")).contains("StoreUnavailableException");
  }

  @Test
  void whatFailedIsDoneByTheNextCall() {
    // Given
    store.down(true);
    assertThatThrownBy(() -> keeper.keep(all(wanted(entry("a"), 1))))
        .isInstanceOf(StoreUnavailableException.class);

    assertThat(concerned).extracting(id -> id.name().name()).containsExactly("a");
    concerned.clear();
    assertThatThrownBy(() -> keeper.keep(null)).isInstanceOf(StoreUnavailableException.class);
    assertThat(concerned).as("nothing new is to be said").isEmpty();

    // When
    store.down(false);
    boolean done = keeper.keep(null);

    // Then
    assertThat(done).isTrue();
    assertThat(item("a").entry()).isEqualTo(entry("a"));
    assertThat(keeper.problem("a")).isNull();
  }

  @Test
  @Tag("requirement-61")
  void aKeyThatIsGoneLeavesATombstoneThatOutlivesCaches() {
    // Given
    keeper.keep(all(wanted(entry("a"), 1)));

    // When
    boolean buried = keeper.bury("a", 2);

    // Then
    assertThat(buried).isTrue();
    assertThat(item("a").deletedAt()).isEqualTo(NOW);
    assertThat(item("a").forgottenAt()).isEqualTo(NOW.plus(KeyItems.TOMBSTONE));
    assertThat(told.getLast()).containsExactly(KeyText.keyIdOf("a"));

    // When
    keeper.bury("a", 2);

    // Then
    assertThat(store.puts()).isEqualTo(2);
  }

  @Test
  void aKeyThatTheGatewayHonoursNoMoreIsRefusedUntilItDoesAgain() {
    // Given
    keeper.keep(all(wanted(entry("a"), 1)));

    // When
    keeper.keep(new WantedKeys(Map.of(), Map.of("a", 1L)));

    // Then
    assertThat(item("a").isDeleted()).isTrue();

    // When
    keeper.keep(all(wanted(entry("a"), 1)));

    // Then
    assertThat(item("a").isDeleted()).isFalse();
  }

  @Test
  @Tag("requirement-66")
  void aKeyOfAnotherClusterIsLeftAlone() {
    // Given
    KeyKeeper other = keeper("other-uid");
    other.keep(all(wanted(entry("theirs"), 1)));

    // When
    keeper.keep(all(wanted(entry("ours"), 1)));
    keeper.bury("theirs", 9);

    // Then
    assertThat(store.all("other-uid")).extracting(KeyItem::isDeleted).containsExactly(false);
    assertThat(keeper.alive()).extracting(item -> item.entry().uid()).containsExactly("ours");
  }

  @Test
  void aTextOfAnotherKeyThatLivesIsNotTakenFromIt() {
    // Given
    String shared = KeyText.keyIdOf("shared");
    keeper.keep(all(wanted(entry("first").withText(shared, OLD.sha256()), 1)));

    // When
    boolean done =
        keeper("gateway-uid").keep(all(wanted(entry("second").withText(shared, OLD.sha256()), 1)));

    // Then
    assertThat(done).isFalse();
    assertThat(store.all("gateway-uid"))
        .extracting(item -> item.entry().uid())
        .containsExactly("first");
  }
}
