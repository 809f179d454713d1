package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest
    implements KeyStoreContract,
        WindowStoreContract,
        ExpiryContract,
        RaceContract,
        UsageStoreContract,
        RulesContract,
        ThoughtStoreContract,
        ResponseStoreContract {
  private Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private final Store store = new MemoryStore(() -> now);

  @Override
  public Store store() {
    return store;
  }

  @Test
  void windowsThatMayBeForgottenAre() {
    // Given
    WindowId minute = new WindowId("gw", "key", "tokens", now);
    WindowId next = new WindowId("gw", "key", "tokens", now.plusSeconds(60));
    Answers.of(store.windows().change(step(minute)));

    // When
    now = now.plusSeconds(200);
    Answers.of(store.windows().change(step(next)));

    // Then
    assertThat(Answers.of(store.windows().read(List.of(minute, next))))
        .extracting(WindowState::committed)
        .containsExactly(BigDecimal.ZERO, BigDecimal.TEN);
  }

  private static WindowChange step(WindowId id) {
    return new WindowChange(
        id, "a", 1, BigDecimal.TEN, BigDecimal.TEN, null, Tally.NONE, id.start().plusSeconds(120));
  }
}
