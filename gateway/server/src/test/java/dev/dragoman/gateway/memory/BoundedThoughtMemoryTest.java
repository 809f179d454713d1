package dev.dragoman.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.gateway.SettableClock;
import dev.dragoman.gateway.memory.BoundedThoughtMemory.Bounds;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundedThoughtMemoryTest {
  private static final List<Reasoning> THOUGHTS = List.of(Reasoning.of("hm"));

  private final SettableClock clock = SettableClock.at("2026-11-01T00:00:00Z");
  private final ThoughtMemory memory =
      new BoundedThoughtMemory(new Bounds(2, 1_000, Duration.ofHours(1)), clock);

  @Test
  void thoughtsAreFoundByTheirTenantAndCallAlone() {
    // When
    memory.remember("tenant", "c1", THOUGHTS);

    // Then
    assertThat(memory.recall("tenant", "c1")).isEqualTo(THOUGHTS);
    assertThat(memory.recall("other", "c1")).isEmpty();
    assertThat(memory.recall("tenant", "c2")).isEmpty();
  }

  @Test
  void whatIsTooOldIsForgotten() {
    // Given
    memory.remember("tenant", "c1", THOUGHTS);

    // When
    clock.advance(Duration.ofMinutes(61));

    // Then
    assertThat(memory.recall("tenant", "c1")).isEmpty();
  }

  @Test
  void whatWasNotAskedForTheLongestMakesRoom() {
    // Given
    memory.remember("tenant", "c1", THOUGHTS);
    memory.remember("tenant", "c2", THOUGHTS);
    memory.recall("tenant", "c1");

    // When
    memory.remember("tenant", "c3", THOUGHTS);

    // Then
    assertThat(memory.recall("tenant", "c1")).isEqualTo(THOUGHTS);
    assertThat(memory.recall("tenant", "c2")).isEmpty();
    assertThat(memory.recall("tenant", "c3")).isEqualTo(THOUGHTS);
  }

  @Test
  void longThoughtsMakeRoomByTheirLength() {
    // Given
    memory.remember("tenant", "c1", List.of(Reasoning.of("x".repeat(400))));

    // When
    memory.remember("tenant", "c2", List.of(Reasoning.of("y".repeat(400))));

    // Then
    assertThat(memory.recall("tenant", "c1")).isEmpty();
    assertThat(memory.recall("tenant", "c2")).hasSize(1);
  }

  @Test
  void aThoughtBeyondTheBoundForgetsNothingElse() {
    // Given
    memory.remember("tenant", "c1", THOUGHTS);

    // When
    memory.remember("tenant", "c2", List.of(Reasoning.of("x".repeat(2_000))));

    // Then
    assertThat(memory.recall("tenant", "c1")).isEqualTo(THOUGHTS);
    assertThat(memory.recall("tenant", "c2")).isEmpty();
  }
}
