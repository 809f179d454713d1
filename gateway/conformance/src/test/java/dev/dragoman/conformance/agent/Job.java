package dev.dragoman.conformance.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Where an agent works.
 *
 * @param gateway its client port
 * @param key that the gateway takes
 * @param home of the agent, empty at first
 * @param workspace in which it works
 * @param log of what it said, kept after the test
 */
public record Job(URI gateway, String key, Path home, Path workspace, Path log) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * What a program wrote.
   *
   * @param exitCode of the program
   */
  record Output(int exitCode, String out, String err) {}

  /** Runs a program to its end. */
  Output run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    File out = home.resolve("agent.out").toFile();
    File err = home.resolve("agent.err").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(workspace.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out)
            .redirectError(err);
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder.environment().put("HOME", home.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    Output output =
        new Output(
            process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
    record(command, output);
    if (!ended) {
      throw new IllegalStateException("the agent was not done within " + PATIENCE + ": " + log);
    }
    return output;
  }

  private void record(List<String> command, Output output) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("$ " + String.join(" ", command));
    lines.add(output.out);
    lines.add(output.err);
    lines.add("exit code " + output.exitCode);
    Files.createDirectories(log.getParent());
    Files.write(log, lines, StandardCharsets.UTF_8);
  }
}
