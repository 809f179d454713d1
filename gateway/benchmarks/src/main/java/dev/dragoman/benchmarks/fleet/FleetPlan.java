package dev.dragoman.benchmarks.fleet;

import java.util.List;

/**
 * How much is measured.
 *
 * @param count of routes, and of keys
 * @param warmUp rounds whose times are thrown away, before each row but the first
 * @param rounds rounds of a row; the median counts
 */
record FleetPlan(int count, int warmUp, int rounds) {
  static final FleetPlan USUAL = new FleetPlan(10_000, 20, 20);
  static final String USAGE =
      """
      Usage: fleet [--count N]
        --count N  routes, and as many keys (default 10000)\
      """;

  FleetPlan {
    if (count < 1 || warmUp < 0 || rounds < 1) {
      throw new IllegalArgumentException("nothing to measure\n" + USAGE);
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming the argument that is wrong and what would be right
   */
  static FleetPlan parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      return USUAL;
    }
    if (arguments.size() == 2 && arguments.getFirst().equals("--count")) {
      return new FleetPlan(number(arguments.getLast()), USUAL.warmUp, USUAL.rounds);
    }
    throw new IllegalArgumentException(
        "unknown arguments " + String.join(" ", arguments) + "\n" + USAGE);
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--count needs a number, not " + text + "\n" + USAGE, e);
    }
  }
}
