package dev.dragoman.protocol.fuzz;

import java.time.Duration;
import java.util.Optional;

/** Takes bytes out of an input for as long as it shows the same mistake. */
final class Shrinker {
  private static final long LONGEST = Duration.ofSeconds(3).toNanos();

  private Shrinker() {}

  static Fault shrunk(Fault fault) {
    long end = System.nanoTime() + LONGEST;
    Fault best = fault;
    for (int piece = fault.input().bytes().length / 2; piece > 0; piece /= 2) {
      int at = 0;
      while (at < best.input().bytes().length && System.nanoTime() < end) {
        byte[] bytes = best.input().bytes();
        int to = Math.min(bytes.length, at + piece);
        Input fewer = fault.input().with(ByteMutator.spliced(bytes, at, to, new byte[0]));
        Optional<Fault> still =
            Trial.of(fault.number(), fewer)
                .filter(found -> found.signature().equals(fault.signature()));
        best = still.orElse(best);
        at += still.isPresent() ? 0 : piece;
      }
    }
    return best;
  }
}
