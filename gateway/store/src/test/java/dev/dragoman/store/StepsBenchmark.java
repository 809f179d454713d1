package dev.dragoman.store;

import dev.dragoman.store.dynamo.DynamoStore;
import dev.dragoman.store.dynamo.DynamoTables;
import dev.dragoman.store.local.DynamoLocal;
import dev.dragoman.store.memory.MemoryStore;
import dev.dragoman.store.sqlite.SqliteStore;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Steps a second on one item: prints a row for each store and number of holders. Run by hand, see
 * {@code gateway/docs/store.md}.
 */
final class StepsBenchmark {
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration MEASURED = Duration.ofSeconds(5);
  private static final List<Integer> HOLDERS = List.of(1, 8, 64);

  /** It is made for tests: many at once would wait longer than a call may. */
  private static final List<Integer> FEW_HOLDERS = List.of(1, 8);

  private StepsBenchmark() {}

  public static void main(String[] args) throws IOException {
    System.out.println("| store | holders | steps a second | p50 ms | p99 ms |");
    System.out.println("|---|---|---|---|---|");
    try (Store memory = new MemoryStore()) {
      measure("memory", memory, HOLDERS);
    }
    var folder = Files.createTempDirectory("steps");
    try (Store sqlite = SqliteStore.open(folder.resolve("steps.db"), InstantSource.system())) {
      measure("SQLite", sqlite, HOLDERS);
    }
    try (DynamoLocal local = DynamoLocal.start()) {
      var tables = local.freshTables();
      DynamoTables.create(tables, _ -> {});
      try (Store dynamo = DynamoStore.open(tables)) {
        measure("DynamoDB Local", dynamo, FEW_HOLDERS);
      }
    }
  }

  private static void measure(String name, Store store, List<Integer> all) {
    for (int holders : all) {
      run(store, holders, WARM_UP, "warm-up");
      long[] nanos = run(store, holders, MEASURED, "measured");
      Arrays.sort(nanos);
      System.out.printf(
          "| %s | %d | %,d | %.2f | %.2f |%n",
          name,
          holders,
          nanos.length / MEASURED.toSeconds(),
          nanos[nanos.length / 2] / 1e6,
          nanos[(int) (nanos.length * 0.99)] / 1e6);
    }
  }

  /** How long each step took. */
  private static long[] run(Store store, int holders, Duration time, String phase) {
    WindowId id = new WindowId(Names.next(), "key", phase, Instant.EPOCH);
    long end = System.nanoTime() + time.toNanos();
    try (ExecutorService threads = Executors.newFixedThreadPool(holders)) {
      return IntStream.range(0, holders)
          .mapToObj(
              holder -> CompletableFuture.supplyAsync(() -> steps(store, id, holder, end), threads))
          .toList()
          .stream()
          .flatMapToLong(steps -> Arrays.stream(steps.join()))
          .toArray();
    }
  }

  private static long[] steps(Store store, WindowId id, int holder, long end) {
    var nanos = LongStream.builder();
    long sequence = 1;
    for (long began = System.nanoTime(); began < end; began = System.nanoTime()) {
      var step =
          new WindowChange(
              id,
              "pod-" + holder,
              sequence,
              BigDecimal.ONE,
              BigDecimal.ONE,
              BigDecimal.valueOf(1_000_000_000),
              new Tally(1, 1_000, 100, 0, 0, new BigDecimal("0.00123")),
              null);
      if (!(Answers.of(store.windows().change(step)) instanceof Applied)) {
        throw new IllegalStateException("a step was refused");
      }
      sequence++;
      nanos.add(System.nanoTime() - began);
    }
    return nanos.build().toArray();
  }
}
