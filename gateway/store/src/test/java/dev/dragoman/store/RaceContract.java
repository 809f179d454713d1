package dev.dragoman.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.ChangeOutcome.Exhausted;
import dev.dragoman.store.window.ChangeOutcome.Superseded;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import dev.dragoman.store.window.WindowState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holders that race for one window: the recorded history is checked against the item. */
interface RaceContract extends StoreContract {
  BigDecimal MAX = new BigDecimal("100.5");
  int HOLDERS = 8;
  int STEPS = 40;

  /** One answered step. */
  record Event(WindowChange change, ChangeOutcome outcome) {}

  @Test
  default void holdersThatRaceNeverExceedTheMaxAndTheHistoryAddsUp() {
    // Given
    WindowId id = new WindowId(freshScope(), "key", "budget/day/cost", Instant.EPOCH);

    // When
    List<Event> history = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(HOLDERS)) {
      IntStream.range(0, HOLDERS)
          .mapToObj(holder -> CompletableFuture.supplyAsync(() -> race(id, holder), threads))
          .toList()
          .forEach(holder -> history.addAll(holder.join()));
    }

    // Then
    WindowState end = Answers.of(store().windows().read(List.of(id))).getFirst();
    List<Event> applied =
        history.stream().filter(event -> event.outcome() instanceof Applied).toList();
    assertThat(history).hasSize(HOLDERS * STEPS);
    assertThat(history).noneMatch(event -> event.outcome() instanceof Superseded);
    assertThat(history).anyMatch(event -> event.outcome() instanceof Exhausted);
    assertThat(history).allMatch(event -> event.outcome().state().committed().compareTo(MAX) <= 0);
    assertThat(end.committed()).isEqualByComparingTo(sum(applied));
    assertThat(end.spent().requests()).isEqualTo(applied.size());
  }

  /** Takes and gives back by chance, and sends every third step twice. */
  private List<Event> race(WindowId id, int number) {
    Random chance = new Random(number);
    List<Event> history = new ArrayList<>();
    BigDecimal held = BigDecimal.ZERO;
    long sequence = 1;
    for (int step = 0; step < STEPS; step++) {
      BigDecimal taken =
          held.signum() > 0 && chance.nextInt(3) == 0
              ? held.negate()
              : BigDecimal.valueOf(chance.nextInt(90), 1);
      BigDecimal after = held.add(taken);
      WindowChange change =
          new WindowChange(
              id,
              "holder-" + number,
              sequence,
              taken,
              after,
              MAX,
              new Tally(1, 0, 0, 0, 0, BigDecimal.ZERO),
              null);
      ChangeOutcome outcome = Answers.of(store().windows().change(change));
      if (outcome instanceof Applied && step % 3 == 0) {
        Answers.of(store().windows().change(change));
      }
      history.add(new Event(change, outcome));
      if (outcome instanceof Applied) {
        held = after;
        sequence++;
      }
    }
    return history;
  }

  private static BigDecimal sum(List<Event> applied) {
    return applied.stream()
        .map(event -> event.change().committed())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
