package dev.dragoman.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The command {@code load}: what the gateway costs, beside its floor. Progress goes to standard
 * error, the table to standard output.
 *
 * <p>Ends with 0; with 1 when an event was lost or an answer was wrong, or when a program did not
 * start; with 2 when it was called wrongly.
 */
public final class Load {
  private Load() {}

  /** Runs the command; {@link Options#USAGE} says the arguments. */
  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    try {
      Options options = Options.parse(arguments);
      demand(Files.isReadable(Path.of("/proc/self/stat")), "this machine keeps no books in /proc");
      Path jar = options.gatewayJar();
      demand(
          jar == null || Files.isReadable(jar),
          "there is no gateway at " + jar + "; build it with: mvn -DskipTests package");
      return measure(options);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return 2;
    } catch (IOException | IllegalStateException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private static int measure(Options options) throws IOException {
    try (Stage stage = Stage.set(options)) {
      List<Row> rows = new Measurement(options.plan(), System.err).of(stage.contenders());
      Report report = new Report(options.plan(), options.workload(), stage.jvm().flags(), rows);
      System.out.println(report.text());
      return report.isWhole() ? 0 : 1;
    }
  }

  private static void demand(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
