package dev.dragoman.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The virtual machine that every measured program runs on: this JDK, the same flags for all.
 *
 * @param recordings folder for flight recordings, null for none
 */
record Jvm(@Nullable Path recordings) {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseG1GC",
          "-XX:+UseCompactObjectHeaders",
          "-Xms512m",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED");

  /** The command line that runs {@code what} (a main class or a jar, with its arguments). */
  List<String> commandFor(String name, List<String> what) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    if (recordings != null) {
      Path file = recordings.toAbsolutePath().resolve(name.replace(' ', '-') + ".jfr");
      command.add("-XX:StartFlightRecording=settings=profile,filename=" + file);
    }
    command.addAll(what);
    return List.copyOf(command);
  }

  /** The flags, for the head of the report. */
  String flags() {
    return String.join(" ", FLAGS) + (recordings == null ? "" : " -XX:StartFlightRecording");
  }
}
