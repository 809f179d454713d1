package dev.dragoman.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command was told.
 *
 * @param plan how much is measured
 * @param workload what requests for whole answers hold
 * @param gatewayJar the product; null to measure the upstream and the floor alone
 * @param recordings folder for one flight recording a program; null for none
 */
record Options(Plan plan, Workload workload, @Nullable Path gatewayJar, @Nullable Path recordings) {
  static final String USAGE =
      """
      Usage: load [--quick] [--thinking] [--jar FILE] [--floor-only] [--record DIR]
        --quick       under a minute instead of about nine; rougher figures
        --thinking    requests with thinking and tools, answers with calls
        --jar FILE    the gateway (default gateway/standalone/target/dragoman.jar)
        --floor-only  the upstream and the bare proxy alone
        --record DIR  also write a flight recording of each program to DIR\
      """;

  private static final Path JAR = Path.of("gateway", "standalone", "target", "dragoman.jar");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming the argument that is wrong and what would be right
   */
  static Options parse(List<String> arguments) {
    Plan plan = Plan.FULL;
    Workload workload = Workload.PLAIN;
    Path jar = JAR;
    boolean floorOnly = false;
    Path recordings = null;
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--quick" -> plan = Plan.QUICK;
        case "--thinking" -> workload = Workload.THINKING;
        case "--floor-only" -> floorOnly = true;
        case "--jar" -> jar = Path.of(valueAfter(arguments, i++));
        case "--record" -> recordings = Path.of(valueAfter(arguments, i++));
        case String unknown ->
            throw new IllegalArgumentException("unknown argument " + unknown + "\n" + USAGE);
      }
    }
    return new Options(plan, workload, floorOnly ? null : jar, recordings);
  }

  private static String valueAfter(List<String> arguments, int at) {
    if (at + 1 == arguments.size()) {
      throw new IllegalArgumentException(arguments.get(at) + " needs a value\n" + USAGE);
    }
    return arguments.get(at + 1);
  }
}
