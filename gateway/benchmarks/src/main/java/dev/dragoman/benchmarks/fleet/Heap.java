package dev.dragoman.benchmarks.fleet;

import java.lang.management.ManagementFactory;

/** What live objects hold of this JVM's heap. */
interface Heap {
  /** Bytes in use after everything that nobody refers to was collected. */
  long usedBytes();

  /** This JVM's. */
  static Heap ofThisJvm() {
    return () -> {
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 3; i++) {
        ManagementFactory.getMemoryMXBean().gc();
        least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
      }
      return least;
    };
  }
}
