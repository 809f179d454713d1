package dev.dragoman.protocol.fuzz;

import dev.dragoman.protocol.model.ProtocolId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries inputs of one codec until the time is over or enough were tried. Single use. */
final class FuzzRun {
  private static final Duration LONGEST_TRIAL = Duration.ofSeconds(30);
  private static final int MOST_FAULTS = 50;

  private final ProtocolId protocol;
  private final long seed;
  private final Duration time;
  private final long most;
  private final Map<String, Fault> faults = new LinkedHashMap<>();
  private volatile @Nullable Trying current;
  private long tried;

  /** An input that is tried at the moment, and since when. */
  private record Trying(long number, Input input, long since) {
    boolean isTooLong() {
      return System.nanoTime() - since > LONGEST_TRIAL.toNanos();
    }
  }

  /**
   * A run.
   *
   * @param most inputs that are tried, if the time is not over before
   */
  FuzzRun(ProtocolId protocol, long seed, Duration time, long most) {
    this.protocol = protocol;
    this.seed = seed;
    this.time = time;
    this.most = most;
  }

  /**
   * What was found, empty for nothing. A trial that does not end is a fault too: it is given up and
   * ends with the process.
   */
  String faults() throws InterruptedException {
    Thread worker = Thread.ofPlatform().daemon().name("fuzz-" + protocol).start(this::tryAll);
    while (!worker.join(Duration.ofMillis(200))) {
      Trying trying = current;
      if (trying != null && trying.isTooLong()) {
        AssertionError endless = new AssertionError("not done within " + LONGEST_TRIAL);
        endless.setStackTrace(worker.getStackTrace());
        return new Fault(trying.number(), trying.input(), endless).told(seed);
      }
    }
    System.out.printf(
        "fuzz %s: seed %d, %d inputs in %d s, %d a second, %d faults%n",
        protocol,
        seed,
        tried,
        time.toSeconds(),
        tried / Math.max(1, time.toSeconds()),
        faults.size());
    StringBuilder told = new StringBuilder();
    faults.values().forEach(fault -> told.append(fault.shrunk().told(seed)).append("\n\n"));
    return told.toString();
  }

  private void tryAll() {
    Inputs inputs = new Inputs(protocol, seed);
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && tried < most && faults.size() < MOST_FAULTS) {
      long number = tried++;
      Input input = inputs.at(number);
      current = new Trying(number, input, System.nanoTime());
      Trial.of(number, input).ifPresent(fault -> faults.putIfAbsent(fault.signature(), fault));
    }
    current = null;
  }
}
