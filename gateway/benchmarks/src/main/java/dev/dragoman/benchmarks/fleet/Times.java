package dev.dragoman.benchmarks.fleet;

import dev.dragoman.benchmarks.Statistics;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Times of one row in milliseconds.
 *
 * @param elapsed what somebody waits for
 * @param cpu what the working thread got of a core: what is left when neighbours share the machine
 */
record Times(Statistics elapsed, Statistics cpu) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /**
   * Times work that one thread does, round by round.
   *
   * @param warmUp rounds whose times are thrown away
   * @param rounds those that count, at least one
   */
  static Times of(int warmUp, int rounds, IntConsumer work) {
    List<Double> elapsed = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    for (int round = 0; round < warmUp + rounds; round++) {
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      work.accept(round);
      long end = System.nanoTime();
      long cpuEnd = THREADS.getCurrentThreadCpuTime();
      if (round >= warmUp) {
        elapsed.add((end - start) / 1e6);
        cpu.add((cpuEnd - cpuStart) / 1e6);
      }
    }
    return new Times(Statistics.of(elapsed), Statistics.of(cpu));
  }
}
