package dev.dragoman.protocol.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** An input for which a law does not hold, and how that showed. */
record Fault(long number, Input input, Throwable failure) {
  private static final Path FOUND = Path.of("target/fuzz");
  private static final String OURS = "dev.dragoman.protocol.";
  private static final int LONGEST_TEXT = 1_500;

  /** Where it came from, so that one mistake is told once, however many inputs show it. */
  String signature() {
    String place =
        Arrays.stream(failure.getStackTrace())
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .filter(name -> name.startsWith(OURS))
            .limit(2)
            .collect(Collectors.joining(" < "));
    return failure.getClass().getSimpleName() + " at " + place;
  }

  /** The same mistake in fewer bytes. */
  Fault shrunk() {
    return Shrinker.shrunk(this);
  }

  /** What it was, and how to see it again; the input is written to a file as well. */
  String told(long seed) {
    String name = "%s-%08x".formatted(input.protocol(), signature().hashCode());
    Path file = FOUND.resolve(name + "." + input.kind().label());
    try {
      Files.createDirectories(FOUND);
      Files.write(file, input.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String base64 = Base64.getEncoder().encodeToString(input.bytes());
    String shown = base64.length() > LONGEST_TEXT ? "too long to show" : base64;
    return "%s%n  seed %d, input %d: %s%n  in %s (keep it in src/test/resources/fuzz)%n  base64 %s%n  %s"
        .formatted(
            signature(),
            seed,
            number,
            input,
            file,
            shown,
            String.valueOf(failure.getMessage())
                .lines()
                .limit(12)
                .collect(Collectors.joining("\n  ")));
  }
}
