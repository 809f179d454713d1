package dev.dragoman.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/** Runs the command as a shell would, with an environment and a home of its own. */
final class Shell {
  private final Path home;
  private final Map<String, String> environment;
  private String input = "";

  Shell(Path home, Map<String, String> environment) {
    this.home = home;
    this.environment = environment;
  }

  /** The same shell with something on the standard input. */
  Shell reading(String text) {
    Shell next = new Shell(home, environment);
    next.input = text;
    return next;
  }

  /** What a person sees. */
  record Outcome(int exitCode, String out, String err) {}

  Outcome run(Surroundings.Serving serving, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    Surroundings surroundings =
        new Surroundings(
            environment,
            home,
            terminal,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new SecureRandom(),
            serving);
    int exitCode = DragomanCommand.commandLine(surroundings).execute(arguments);
    return new Outcome(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
