package dev.dragoman.benchmarks.fleet;

import java.util.List;

/**
 * The command {@code fleet}: what it costs to resolve and render a large fleet, beside its floors.
 *
 * <p>Ends with 0; with 1 when something is missing in what was rendered; with 2 when it was called
 * wrongly. It must be the first work of its JVM.
 */
public final class FleetLoad {
  private FleetLoad() {}

  /** Runs the command; {@link FleetPlan#USAGE} says the arguments. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    try {
      FleetPlan plan = FleetPlan.parse(arguments);
      FleetFigures figures = new FleetMeasurement(plan, Heap.ofThisJvm()).run();
      System.out.println(new FleetReport(plan, figures).text());
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }
}
