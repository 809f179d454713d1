package dev.dragoman.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What the rounds of one row cost.
 *
 * @param elapsed milliseconds that somebody waits for
 * @param cpu milliseconds that the working thread got of a core: what is left when neighbours share
 *     the machine
 * @param allocated megabytes that the working thread asked for
 */
public record Times(Statistics elapsed, Statistics cpu, Statistics allocated) {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /**
   * Times work that one thread does, round by round.
   *
   * @param warmUp rounds whose times are thrown away
   * @param rounds those that count, at least one
   */
  public static Times of(int warmUp, int rounds, IntConsumer work) {
    List<Double> elapsed = new ArrayList<>();
    List<Double> cpu = new ArrayList<>();
    List<Double> allocated = new ArrayList<>();
    for (int round = 0; round < warmUp + rounds; round++) {
      long bytesStart = THREADS.getCurrentThreadAllocatedBytes();
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      work.accept(round);
      long end = System.nanoTime();
      long cpuEnd = THREADS.getCurrentThreadCpuTime();
      long bytesEnd = THREADS.getCurrentThreadAllocatedBytes();
      if (round >= warmUp) {
        elapsed.add((end - start) / 1e6);
        cpu.add((cpuEnd - cpuStart) / 1e6);
        allocated.add((bytesEnd - bytesStart) / 1e6);
      }
    }
    return new Times(Statistics.of(elapsed), Statistics.of(cpu), Statistics.of(allocated));
  }
}
