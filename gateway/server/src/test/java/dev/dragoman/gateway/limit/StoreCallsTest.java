package dev.dragoman.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.StoreOutageEntry;
import dev.dragoman.contract.StoreOutageEntry.Mode;
import dev.dragoman.gateway.limit.Grant.Granted;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often one process asks the store about one budget: requests come evenly, take half a second,
 * reserve 1,300 tokens and use 300. Time is simulated, so the figures of gateway/docs/limits.md are
 * the same everywhere.
 */
class StoreCallsTest {
  private static final WindowId ID = new WindowId("gw", "key", "budget/b/tokens", Instant.EPOCH);
  private static final int SECONDS = 60;
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final Claim CLAIM =
      new Claim(
          BigDecimal.valueOf(1_300),
          BigDecimal.valueOf(556),
          BigDecimal.valueOf(1_000_000_000),
          new StoreOutageEntry(Mode.HeldSlices, Duration.ofMinutes(5)));

  private record Running(long end, Granted granted) {}

  @ParameterizedTest(name = "{0} requests a second: at most {1} steps a second")
  @CsvSource({"1, 2.1", "10, 3", "100, 3", "1000, 4"})
  void stepsDoNotGrowWithRequests(int perSecond, double most) {
    // Given
    AtomicLong now = new AtomicLong();
    FlakyWindows windows = new FlakyWindows(new MemoryStore().windows(), new Random(1));
    Slices slices = new Slices(windows, "p", state -> {}, now::get);
    Slice slice = slices.of(ID, new Slice.Span(null, null), 0);
    Deque<Running> running = new ArrayDeque<>();
    long asked = 0;

    // When
    for (int millis = 0; millis < SECONDS * 1_000; millis++) {
      now.addAndGet(MILLI);
      while (asked * 1_000 < (long) millis * perSecond) {
        asked++;
        long end = now.get() + 500 * MILLI;
        CompletableFuture<Void> _ =
            slice
                .reserve(CLAIM)
                .thenAccept(grant -> running.add(new Running(end, (Granted) grant)));
      }
      while (!running.isEmpty() && running.getFirst().end <= now.get()) {
        slice.settle(
            running.removeFirst().granted,
            BigDecimal.valueOf(300),
            new Tally(1, 200, 100, 0, 0, BigDecimal.ZERO));
      }
      if (millis % 1_000 == 0) {
        slices.tick();
      }
      // Three answers of the store within five milliseconds.
      if (millis % 5 == 0) {
        windows.deliver();
        windows.deliver();
      }
    }

    // Then
    double steps = (double) windows.history().size() / SECONDS;
    System.out.printf(
        "%d requests/s: %.2f steps/s, %.4f steps a request%n", perSecond, steps, steps / perSecond);
    assertThat(steps).isLessThanOrEqualTo(most);
  }
}
