package dev.dragoman.operator.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.operator.delivery.GatewayRef;
import dev.dragoman.resources.ApiKey;
import dev.dragoman.store.memory.MemoryStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KeyEndingsTest {
  private static final Instant DELETED = Instant.parse("2026-11-30T12:00:00Z");

  private final SwitchableStore store = new SwitchableStore(new MemoryStore());
  private final FakeKeyObjects objects = new FakeKeyObjects();

  private KeyEndings endings(Duration after, boolean kept) {
    Clock clock = Clock.fixed(DELETED.plus(after), ZoneOffset.UTC);
    KeyKeeper keeper =
        new KeyKeeper(
            new GatewayRef("llm", "main", "gateway-uid"),
            new StoreEntry.DynamoDb("eu-central-1", null, "keys", "usage"),
            new KeeperPorts(_ -> store, objects, _ -> OptionalLong.of(1), _ -> {}),
            clock);
    return new KeyEndings(objects, _ -> kept ? keeper : null, clock);
  }

  private static ApiKey ending(Map<String, String> annotations) {
    ApiKey key = new ApiKey();
    key.getMetadata().setUid("uid");
    key.getMetadata().setName("ci");
    key.getMetadata().setNamespace("team");
    key.getMetadata().setGeneration(2L);
    key.getMetadata().setDeletionTimestamp(DELETED.toString());
    key.getMetadata().setFinalizers(List.of(KeyObjects.FINALIZER));
    key.getMetadata().setAnnotations(annotations);
    return key;
  }

  @Test
  void aKeyGoesAsSoonAsTheStoreRefusesIt() {
    assertThat(endings(Duration.ZERO, true).end(ending(Map.of()))).isTrue();
    assertThat(objects.released).containsExactly("uid");
    assertThat(objects.warnings).isEmpty();
  }

  @Test
  void aStoreOutOfReachHoldsItForTenMinutesAndNoLonger() {
    // Given
    store.down(true);

    // When
    boolean early = endings(Duration.ofMinutes(9), true).end(ending(Map.of()));
    boolean late = endings(Duration.ofMinutes(10), true).end(ending(Map.of()));

    // Then
    assertThat(early).isFalse();
    assertThat(late).isTrue();
    assertThat(objects.warnings).singleElement().asString().contains("10 minutes");
    assertThat(objects.released).containsExactly("uid");
  }

  @Test
  void anAnnotationLetsItGoAtOnceWithAWarning() {
    // Given
    store.down(true);

    // When
    boolean gone = endings(Duration.ZERO, true).end(ending(Map.of(KeyObjects.SKIP, "true")));

    // Then
    assertThat(gone).isTrue();
    assertThat(objects.warnings).singleElement().asString().contains(KeyObjects.SKIP);
  }

  @Test
  void aKeyOfAGatewayThatIsGoneOrHasNoTableDoesNotWait() {
    assertThat(endings(Duration.ZERO, false).end(ending(Map.of()))).isTrue();
    assertThat(objects.warnings).isEmpty();
  }
}
