package dev.dragoman.conformance.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code dragoman}, started from the jar that users run, on free ports that it reports
 * itself. Closing it kills the process if it still runs.
 */
public final class GatewayProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final Duration LINE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Pattern CLIENTS = Pattern.compile("^\\s*clients\\s+(http://\\S+)\\s*$");
  private static final Pattern MANAGEMENT =
      Pattern.compile("^\\s*management\\s+(http://\\S+)\\s*$");

  private final Process process;
  private final ProcessOutput output;
  private final URI clients;
  private final URI management;

  private GatewayProcess(Process process, ProcessOutput output, URI clients, URI management) {
    this.process = process;
    this.output = output;
    this.clients = clients;
    this.management = management;
  }

  /**
   * How a process ended.
   *
   * @param out standard output, line by line
   * @param err standard error, line by line
   */
  public record Outcome(int exitCode, List<String> out, List<String> err) {
    public Outcome {
      out = List.copyOf(out);
      err = List.copyOf(err);
    }

    public String errText() {
      return String.join("\n", err);
    }
  }

  /** Waits until {@code process} serves. */
  static GatewayProcess started(Process process) throws InterruptedException {
    ProcessOutput output = ProcessOutput.of(process);
    URI clients = output.await(address(CLIENTS), START_PATIENCE);
    URI management = clients == null ? null : output.await(address(MANAGEMENT), START_PATIENCE);
    if (clients == null || management == null) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException(
          "the gateway did not say where it listens; it printed\n"
              + String.join("\n", output.lines()));
    }
    return new GatewayProcess(process, output, clients, management);
  }

  /** Waits until {@code process} has ended by itself. */
  static Outcome finished(Process process) throws InterruptedException {
    return outcome(process, ProcessOutput.of(process), START_PATIENCE);
  }

  /** Address of the client port. */
  public URI clients() {
    return clients;
  }

  /** Address of the management port. */
  public URI management() {
    return management;
  }

  /** Everything printed so far, on both streams. */
  public List<String> printed() {
    return output.lines();
  }

  /**
   * Waits for a line on either stream that holds {@code text}.
   *
   * @throws IllegalStateException when none comes within a bound
   */
  public String awaitLine(String text) throws InterruptedException {
    String line = output.await(each -> each.contains(text) ? each : null, LINE_PATIENCE);
    if (line == null) {
      throw new IllegalStateException(
          "no line holds " + text + "; printed were\n" + String.join("\n", printed()));
    }
    return line;
  }

  /** Sends SIGTERM, as an orchestrator does, and returns at once. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end after {@link #terminate}. */
  public Outcome awaitEnd() throws InterruptedException {
    return outcome(process, output, STOP_PATIENCE);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static Outcome outcome(Process process, ProcessOutput output, Duration patience)
      throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IllegalStateException(
          "the process did not end within "
              + patience
              + "; it printed\n"
              + String.join("\n", output.lines()));
    }
    output.awaitEnd();
    return new Outcome(
        process.exitValue(),
        output.lines(ProcessOutput.Stream.OUT),
        output.lines(ProcessOutput.Stream.ERR));
  }

  private static Function<String, @Nullable URI> address(Pattern pattern) {
    return line -> {
      Matcher matcher = pattern.matcher(line);
      return matcher.matches() ? URI.create(matcher.group(1)) : null;
    };
  }
}
