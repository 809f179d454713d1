package dev.dragoman.operator.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.KeyEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.store.key.KeyItem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("requirement-66")
class KeySweeperTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Instant LATER = NOW.plus(KeySweeper.APART);

  private final KeySweeper sweeper = new KeySweeper(Set.of("team"));

  private static KeyItem item(String name, long generation) {
    KeyEntry entry =
        KeyEntry.of(
            name, KeyText.keyIdOf(name), KeyText.digestOf(name), List.of("*"), List.of("*"));
    return KeyItems.alive("gateway-uid", entry, generation, null, NOW);
  }

  private final KeyItem orphan = item("team/a", 1);

  @Test
  void whoIsSeenTwiceAnHourApartIsAnOrphan() {
    // When
    List<KeyItem> first = sweeper.look(List.of(orphan), Set.of(), NOW);
    List<KeyItem> soon = sweeper.look(List.of(orphan), Set.of(), NOW.plus(Duration.ofMinutes(59)));
    List<KeyItem> second = sweeper.look(List.of(orphan), Set.of(), LATER);

    // Then
    assertThat(first).isEmpty();
    assertThat(soon).isEmpty();
    assertThat(second).containsExactly(orphan);
  }

  @Test
  void whoWasWrittenOrHadAnObjectBetweenIsNone() {
    // Given
    sweeper.look(List.of(orphan, item("team/b", 1)), Set.of(), NOW);

    // When
    sweeper.look(
        List.of(orphan, item("team/b", 1)), Set.of("team/b"), NOW.plus(Duration.ofMinutes(30)));

    // Then
    assertThat(sweeper.look(List.of(item("team/a", 2), item("team/b", 1)), Set.of(), LATER))
        .isEmpty();
  }

  @Test
  void namespacesThatNobodyWatchesAreNotLookedAt() {
    // Given
    KeyItem foreign = item("elsewhere/a", 1);
    sweeper.look(List.of(foreign), Set.of(), NOW);

    // Then
    assertThat(sweeper.look(List.of(foreign), Set.of(), LATER)).isEmpty();
  }
}
