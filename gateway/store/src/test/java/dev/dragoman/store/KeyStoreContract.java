package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.DigestEntry;
import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyEntry.State;
import dev.dragoman.contract.OwnerEntry;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.store.key.KeyItem;
import dev.dragoman.store.key.KeyItem.Source;
import dev.dragoman.store.key.KeyStore;
import dev.dragoman.store.key.KeyStore.PutOutcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every adapter does with keys. */
interface KeyStoreContract extends StoreContract {
  Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  String DIGEST = "0f".repeat(32);

  private KeyStore keys() {
    return store().keys();
  }

  private static KeyItem item(String scope, String keyId, String uid, long generation) {
    KeyEntry entry =
        new KeyEntry(
            "team-a/" + uid,
            uid,
            keyId,
            List.of(new DigestEntry(DIGEST, NOON, NOON.plusSeconds(60))),
            State.Active,
            NOON,
            NOON.plusSeconds(3600),
            List.of("route"),
            List.of("gpt-*"),
            List.of("quota-uid"),
            SpendPolicy.UNLIMITED,
            List.of("10.0.0.0/8"),
            null,
            Map.of("cost-centre", "42"));
    return new KeyItem(scope, Source.Manifest, generation, entry, NOON, null, null);
  }

  private static KeyItem tombstone(KeyItem item, long generation) {
    return new KeyItem(
        item.scope(),
        item.source(),
        generation,
        item.entry().withState(State.Revoked),
        NOON,
        NOON.plusSeconds(1),
        NOON.plusSeconds(86_400));
  }

  private static String keyId(int number) {
    return Character.toString('a' + number).repeat(12);
  }

  @Test
  default void anUnknownKeyIsNotFound() {
    // Given
    String scope = freshScope();

    // When
    var found = Answers.of(keys().find(scope, keyId(2)));

    // Then
    assertThat(found).isEmpty();
  }

  @Test
  default void aKeyIsFoundAsItWasWritten() {
    // Given
    KeyItem item = item(freshScope(), keyId(2), "uid-1", 1);

    // When
    PutOutcome outcome = Answers.of(keys().put(item));

    // Then
    assertThat(outcome).isEqualTo(new PutOutcome.Stored());
    assertThat(Answers.of(keys().find(item.scope(), keyId(2)))).contains(item);
  }

  @Test
  default void aKeyOpensNoOtherGateway() {
    // Given
    KeyItem item = item(freshScope(), keyId(2), "uid-1", 1);

    // When
    Answers.of(keys().put(item));

    // Then
    assertThat(Answers.of(keys().find(freshScope(), keyId(2)))).isEmpty();
  }

  @Test
  default void aNewerGenerationReplaces() {
    // Given
    KeyItem first = item(freshScope(), keyId(2), "uid-1", 1);
    KeyItem third = item(first.scope(), keyId(2), "uid-1", 3);
    Answers.of(keys().put(first));

    // When
    PutOutcome outcome = Answers.of(keys().put(third));

    // Then
    assertThat(outcome).isEqualTo(new PutOutcome.Stored());
    assertThat(Answers.of(keys().find(first.scope(), keyId(2)))).contains(third);
  }

  @Test
  default void aLateWriterDoesNotUndoANewerGeneration() {
    // Given
    KeyItem living = item(freshScope(), keyId(2), "uid-1", 3);
    KeyItem revoked = tombstone(living, 4);
    Answers.of(keys().put(revoked));

    // When
    PutOutcome older = Answers.of(keys().put(living));
    PutOutcome same = Answers.of(keys().put(revoked));

    // Then
    assertThat(older).isEqualTo(new PutOutcome.Refused(revoked));
    assertThat(same).isEqualTo(new PutOutcome.Stored());
    assertThat(Answers.of(keys().find(living.scope(), keyId(2)))).contains(revoked);
  }

  @Test
  default void anotherKeyTakesAnIdOnlyFromATombstone() {
    // Given
    KeyItem first = item(freshScope(), keyId(2), "uid-1", 7);
    KeyItem other = item(first.scope(), keyId(2), "uid-2", 1);
    Answers.of(keys().put(first));

    // When
    PutOutcome whileItLives = Answers.of(keys().put(other));
    Answers.of(keys().put(tombstone(first, 8)));
    PutOutcome afterwards = Answers.of(keys().put(other));

    // Then
    assertThat(whileItLives).isEqualTo(new PutOutcome.Refused(first));
    assertThat(afterwards).isEqualTo(new PutOutcome.Stored());
    assertThat(Answers.of(keys().find(first.scope(), keyId(2)))).contains(other);
  }

  @Test
  default void keysAreListedByIdPageByPage() {
    // Given
    String scope = freshScope();
    List<KeyItem> items =
        IntStream.of(7, 2, 5, 3, 6)
            .mapToObj(number -> item(scope, keyId(number), "uid-" + number, 1))
            .toList();
    items.forEach(item -> Answers.of(keys().put(item)));
    Answers.of(keys().put(item(freshScope(), keyId(4), "uid-4", 1)));
    Answers.of(keys().put(tombstone(items.get(2), 2)));

    // When
    List<KeyItem> first = Answers.of(keys().list(scope, null, 3));
    List<KeyItem> second = Answers.of(keys().list(scope, first.getLast().entry().keyId(), 3));

    // Then
    assertThat(first).extracting(KeyItem::isDeleted).containsExactly(false, false, true);
    assertThat(first)
        .extracting(item -> item.entry().uid())
        .containsExactly("uid-2", "uid-3", "uid-5");
    assertThat(second).extracting(item -> item.entry().uid()).containsExactly("uid-6", "uid-7");
  }

  @Test
  default void ofWritersAtOnceTheNewestWins() {
    // Given
    String scope = freshScope();

    // When
    var writes =
        IntStream.rangeClosed(1, 24)
            .map(number -> number * 7 % 25)
            .mapToObj(generation -> keys().put(item(scope, keyId(2), "uid-1", generation)))
            .toArray(CompletableFuture<?>[]::new);
    Answers.of(CompletableFuture.allOf(writes));

    // Then
    assertThat(Answers.of(keys().find(scope, keyId(2))).orElseThrow().generation()).isEqualTo(24);
  }

  @Test
  default void theOwnerOfAKeyIsKept() {
    // Given
    KeyItem anonymous = item(freshScope(), keyId(2), "uid-1", 1);
    KeyEntry entry = anonymous.entry();
    KeyEntry owned =
        new KeyEntry(
            entry.name(),
            entry.uid(),
            entry.keyId(),
            entry.digests(),
            entry.state(),
            null,
            null,
            entry.routes(),
            entry.models(),
            entry.quotas(),
            entry.spend(),
            entry.clientCidrs(),
            new OwnerEntry("team-a", "a@example.org", null, null),
            entry.tags());
    KeyItem item = new KeyItem(anonymous.scope(), Source.Admin, 1, owned, NOON, null, null);

    // When
    Answers.of(keys().put(item));

    // Then
    assertThat(Answers.of(keys().find(item.scope(), keyId(2)))).contains(item);
  }
}
