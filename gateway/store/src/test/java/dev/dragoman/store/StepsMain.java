package dev.dragoman.store;

import dev.dragoman.store.sqlite.SqliteStore;
import dev.dragoman.store.window.ChangeOutcome;
import dev.dragoman.store.window.ChangeOutcome.Applied;
import dev.dragoman.store.window.Tally;
import dev.dragoman.store.window.WindowChange;
import dev.dragoman.store.window.WindowId;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/** A process that makes steps of one in one window, and prints the number of each answered one. */
final class StepsMain {
  static final WindowId WINDOW = new WindowId("gw", "key", "tokens", Instant.EPOCH);

  private StepsMain() {}

  /**
   * Makes them.
   *
   * @param args file, holder, number of steps
   */
  public static void main(String[] args) {
    try (Store store = SqliteStore.open(Path.of(args[0]), InstantSource.system())) {
      for (int sequence = 1; sequence <= Integer.parseInt(args[2]); sequence++) {
        ChangeOutcome outcome =
            Answers.of(
                store
                    .windows()
                    .change(
                        new WindowChange(
                            WINDOW,
                            args[1],
                            sequence,
                            BigDecimal.ONE,
                            BigDecimal.ZERO,
                            null,
                            Tally.NONE,
                            null)));
        if (!(outcome instanceof Applied)) {
          throw new IllegalStateException(outcome.toString());
        }
        System.out.println(sequence);
        System.out.flush();
      }
    }
  }
}
