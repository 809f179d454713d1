package dev.dragoman.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.stores.CurrentStore;
import dev.dragoman.gateway.stores.FlakyStore;
import dev.dragoman.gateway.stores.FlakyStore.Mood;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Memories of several processes before one store; time of look-ups stands still. */
class SharedThoughtMemoryTest {
  private static final List<Reasoning> THOUGHT = List.of(Reasoning.of("because"));
  private static final ThoughtPace PACE =
      new ThoughtPace(
          Duration.ofHours(1),
          2,
          3,
          Duration.ofHours(1),
          Duration.ofHours(1),
          Duration.ofHours(1),
          4,
          2_000,
          25,
          Duration.ofMinutes(1),
          2);

  private final FlakyStore store = new FlakyStore();
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<SharedThoughtMemory> memories = new ArrayList<>();

  @AfterEach
  void closeMemories() {
    store.become(Mood.WELL);
    memories.forEach(SharedThoughtMemory::close);
    time.dispose();
  }

  private SharedThoughtMemory memory() {
    SharedThoughtMemory memory =
        new SharedThoughtMemory(
            new BoundedThoughtMemory(BoundedThoughtMemory.Bounds.USUAL, Clock.systemUTC()),
            PACE,
            Clock.systemUTC(),
            time);
    memories.add(memory);
    return memory;
  }

  private SharedThoughtMemory process(String scope) {
    SharedThoughtMemory memory = memory();
    memory.use(shared(scope));
    return memory;
  }

  /** The store as one that outlives a process. */
  private CurrentStore shared(String scope) {
    return new CurrentStore(scope, StoreEntry.SQLITE, store);
  }

  /** Fetches to the end of it, whose work runs on {@link #time}. */
  private void fetch(SharedThoughtMemory memory, String tenant, String... calls) {
    StepVerifier.create(memory.fetch(tenant, List.of(calls)))
        .then(time::advanceTime)
        .verifyComplete();
  }

  @Test
  void whatOneProcessRemembersAnotherRecallsByOneLookUp() {
    // Given
    SharedThoughtMemory one = process("gateway");
    one.remember("key", "call-1", THOUGHT);
    one.remember("key", "call-2", THOUGHT);
    one.finish();
    SharedThoughtMemory other = process("gateway");
    assertThat(other.isKnown("key", "call-1")).isFalse();

    // When
    fetch(other, "key", "call-1", "call-2");

    // Then
    assertThat(other.recall("key", "call-1")).isEqualTo(THOUGHT);
    assertThat(other.recall("key", "call-2")).isEqualTo(THOUGHT);
    assertThat(other.isKnown("key", "call-1")).isTrue();
    assertThat(store.lookUps()).containsExactly(List.of("call-1", "call-2"));
    assertThat(other.answered()).isEqualTo(1);
  }

  @Test
  void neitherAnotherKeyNorAnotherGatewayFindsIt() {
    // Given
    SharedThoughtMemory one = process("gateway");
    one.remember("key", "call-1", THOUGHT);
    one.finish();
    SharedThoughtMemory elsewhere = process("other-gateway");

    // When
    SharedThoughtMemory here = process("gateway");
    fetch(here, "other-key", "call-1");
    fetch(elsewhere, "key", "call-1");

    // Then
    assertThat(here.recall("other-key", "call-1")).isEmpty();
    assertThat(here.recall("key", "call-1")).isEmpty();
    assertThat(elsewhere.recall("key", "call-1")).isEmpty();
  }

  @Test
  void whatTheStoreDoesNotKnowIsNotAskedForAgainAtOnce() {
    // Given
    SharedThoughtMemory memory = process("gateway");

    // When
    fetch(memory, "key", "call-1");

    // Then
    assertThat(memory.isKnown("key", "call-1")).isTrue();
    assertThat(memory.recall("key", "call-1")).isEmpty();
  }

  @Test
  void aFrozenStoreIsWaitedForAndThenLeftAlone() {
    // Given
    SharedThoughtMemory one = process("gateway");
    one.remember("key", "call-1", THOUGHT);
    one.finish();
    SharedThoughtMemory other = process("gateway");
    store.become(Mood.FROZEN);

    // When
    var first = other.fetch("key", List.of("call-1")).toFuture();
    time.advanceTimeBy(PACE.lookUp().minusMillis(1));
    boolean waited = !first.isDone();
    time.advanceTimeBy(Duration.ofMillis(1));
    boolean wentOn = first.isDone();
    fetch(other, "key", "call-1");

    // Then: the second one was not even asked; and what comes late is of use all the same
    assertThat(waited).isTrue();
    assertThat(wentOn).isTrue();
    assertThat(store.lookUps()).hasSize(1);
    assertThat(other.late()).isEqualTo(1);
    assertThat(other.skipped()).isEqualTo(1);
    assertThat(other.recall("key", "call-1")).isEmpty();
    store.become(Mood.WELL);
    time.advanceTime();
    assertThat(other.recall("key", "call-1")).isEqualTo(THOUGHT);
  }

  @Test
  void aStoreThatFailsIsLeftAlone() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.AWAY);

    // When
    fetch(memory, "key", "call-1");
    fetch(memory, "key", "call-1");

    // Then
    assertThat(store.lookUps()).hasSize(1);
    assertThat(memory.failed()).isEqualTo(1);
    assertThat(memory.skipped()).isEqualTo(1);
    assertThat(memory.isKnown("key", "call-1")).isFalse();
  }

  @Test
  void anotherStoreIsAskedThoughTheEarlierOneFailed() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.AWAY);
    fetch(memory, "key", "call-1");

    // When
    store.become(Mood.WELL);
    memory.use(shared("gateway"));
    fetch(memory, "key", "call-1");

    // Then
    assertThat(memory.answered()).isEqualTo(1);
  }

  @Test
  void lookUpsUnderWayAndTheirCallsAreBounded() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.FROZEN);

    // When
    var first = memory.fetch("key", List.of("1", "2", "3", "4", "5")).toFuture();
    var second = memory.fetch("key", List.of("6")).toFuture();
    fetch(memory, "key", "7");

    // Then: of too many calls the newest are asked for
    assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
    assertThat(store.lookUps()).containsExactly(List.of("3", "4", "5"), List.of("6"));
    assertThat(memory.skipped()).isEqualTo(1);
  }

  @Test
  void aStoreInMemoryIsNeitherAskedNorWrittenTo() {
    // Given
    SharedThoughtMemory memory = memory();
    memory.use(new CurrentStore("gateway", StoreEntry.MEMORY, store));

    // When
    memory.remember("key", "call-1", THOUGHT);
    memory.finish();

    // Then
    assertThat(memory.recall("key", "call-1")).isEqualTo(THOUGHT);
    assertThat(memory.isKnown("key", "call-2")).isTrue();
    assertThat(store.writes()).isEmpty();
  }

  @Test
  void idsThatNoVendorMakesStayInTheProcess() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    String id = "x".repeat(5_000);

    // When
    memory.remember("key", id, THOUGHT);
    memory.finish();

    // Then
    assertThat(memory.recall("key", id)).isEqualTo(THOUGHT);
    assertThat(memory.isKnown("key", id + "y")).isTrue();
    assertThat(store.writes()).isEmpty();
  }

  @Test
  void whatTheQueueCannotHoldIsCounted() {
    // Given: of six thoughts one is under way, and four may wait
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.FROZEN);
    memory.remember("key", "first", THOUGHT);
    awaitWrites(1);

    // When
    IntStream.range(0, 6).forEach(i -> memory.remember("key", "call-" + i, THOUGHT));
    store.become(Mood.WELL);
    memory.finish();

    // Then: what came meanwhile went together
    assertThat(memory.lost()).isEqualTo(2);
    assertThat(store.writes()).containsExactly(1, 4);
  }

  @Test
  void moreTextThanMayWaitIsCounted() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.FROZEN);
    memory.remember("key", "first", THOUGHT);
    awaitWrites(1);

    // When
    memory.remember("key", "large", List.of(Reasoning.of("x".repeat(2_001))));

    // Then
    assertThat(memory.lost()).isEqualTo(1);
  }

  @Test
  void aWriteThatFailsIsTriedAgainAndThenGivenUp() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.AWAY);
    memory.remember("key", "call-1", THOUGHT);
    awaitWrites(1);

    // When
    memory.finish();

    // Then
    assertThat(store.writes()).containsExactly(1, 1);
    assertThat(memory.lost()).isEqualTo(1);
  }

  @Test
  void whatFailedIsWrittenWhenTheStoreIsThereAgain() {
    // Given
    SharedThoughtMemory memory = process("gateway");
    store.become(Mood.AWAY);
    memory.remember("key", "call-1", THOUGHT);
    awaitWrites(1);

    // When
    store.become(Mood.WELL);
    memory.finish();
    SharedThoughtMemory other = process("gateway");
    fetch(other, "key", "call-1");

    // Then
    assertThat(other.recall("key", "call-1")).isEqualTo(THOUGHT);
    assertThat(memory.lost()).isZero();
  }

  private void awaitWrites(int count) {
    while (store.writes().size() < count) {
      Thread.onSpinWait();
    }
  }
}
