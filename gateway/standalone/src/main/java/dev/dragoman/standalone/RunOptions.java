package dev.dragoman.standalone;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code run}; null where the command line leaves them open. */
final class RunOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = {
        "Directory of manifests (*.yaml, *.yml), taken over again when it changes.",
        "Without it the environment says what is served."
      })
  @Nullable Path directory;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (HOST, 0.0.0.0).")
  @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Port for clients (PORT, 8000); 0 for any free one.")
  @Nullable Integer port;

  @Option(
      names = "--management-port",
      paramLabel = "PORT",
      description = "Port of health and metrics (MANAGEMENT_PORT, 9000).")
  @Nullable Integer managementPort;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description = "Where digests of minted keys are kept (STATE_DIR, ~/.dragoman).")
  @Nullable Path stateDirectory;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      description = "TRACE, DEBUG, INFO, WARN, ERROR or OFF (LOG_LEVEL, INFO).")
  @Nullable String logLevel;

  @Option(
      names = "--gateway",
      paramLabel = "NAME",
      description = "Which LlmGateway of DIR this process is, when there are several.")
  @Nullable String gateway;

  @Option(
      names = "--ask",
      paramLabel = "TEXT",
      description = "Once started, ask this, print the streamed answer, and go on serving.")
  @Nullable String question;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The model that --ask asks; the first of the routes otherwise.")
  @Nullable String model;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
  OutputForm form = OutputForm.text;
}
