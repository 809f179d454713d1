package dev.dragoman.benchmarks.conversion;

import java.util.List;

/**
 * The command {@code conversion}: what it costs to decode a request and to encode it for another
 * protocol, beside passing the same request on.
 *
 * <p>Ends with 0; with 2 when it was called wrongly.
 */
public final class ConversionLoad {
  private ConversionLoad() {}

  /** Runs the command; {@code --quick} gives a first impression. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    boolean quick = arguments.equals(List.of("--quick"));
    if (!quick && !arguments.isEmpty()) {
      System.err.println("unknown arguments " + arguments + "; there is only --quick");
      return 2;
    }
    System.out.println(ConversionFigure.HEAD);
    new ConversionMeasurement(quick ? 1 : 40, quick ? 3 : 20)
        .run()
        .forEach(figure -> System.out.println(figure.text()));
    return 0;
  }
}
