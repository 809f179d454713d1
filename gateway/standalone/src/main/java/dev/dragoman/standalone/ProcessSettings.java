package dev.dragoman.standalone;

import dev.dragoman.gateway.GatewaySettings;
import dev.dragoman.standalone.environment.ProcessVariables;
import dev.dragoman.standalone.start.StartRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the process runs: flag before environment before default.
 *
 * @param logLevel null for the gateway's own
 */
record ProcessSettings(GatewaySettings gateway, Path stateDirectory, @Nullable String logLevel) {
  private static final int MAX_PORT = 65_535;
  private static final String LEVEL = "logging.level.";
  private static final List<String> FAILED_STARTS =
      List.of(
          "org.springframework.boot.diagnostics",
          "org.springframework.boot.autoconfigure.logging",
          "org.springframework.boot.web.server.reactive.context",
          "org.springframework.boot.SpringApplication");

  /**
   * Merges.
   *
   * @throws StartRefused with a line for each malformed flag or variable
   */
  static ProcessSettings of(RunOptions options, ProcessVariables variables, Path home) {
    List<String> faults = new ArrayList<>(flagFaults(options));
    faults.addAll(variables.faults());
    if (!faults.isEmpty()) {
      throw StartRefused.misconfigured(faults);
    }
    GatewaySettings defaults = GatewaySettings.DEFAULT;
    Path state =
        first(options.stateDirectory, variables.stateDirectory(), home.resolve(".dragoman"));
    GatewaySettings gateway =
        new GatewaySettings(
                first(options.host, variables.host(), defaults.host()),
                first(options.port, variables.port(), defaults.port()),
                first(
                    options.managementPort, variables.managementPort(), defaults.managementPort()),
                defaults.maxBodyBytes(),
                defaults.keepAliveInterval(),
                defaults.drain(),
                state)
            .withMasterKey(variables.masterKey());
    String level = options.logLevel == null ? variables.logLevel() : upper(options.logLevel);
    return new ProcessSettings(gateway, state, level);
  }

  /**
   * Sets the levels that the gateway's logs start with. Why a start failed is said by the command
   * in one line, so the framework's pages about it are off.
   */
  void applyToLogs() {
    for (String logger : FAILED_STARTS) {
      System.setProperty(LEVEL + logger, "OFF");
    }
    if (logLevel != null) {
      System.setProperty(LEVEL + "root", logLevel);
    }
  }

  private static List<String> flagFaults(RunOptions options) {
    List<String> faults = new ArrayList<>();
    if (options.host != null && !ProcessVariables.isHost(options.host)) {
      faults.add("--host: not an address; give one such as 127.0.0.1, or 0.0.0.0 for all");
    }
    portFault(faults, "--port", options.port);
    portFault(faults, "--management-port", options.managementPort);
    List<String> levels = ProcessVariables.LOG_LEVELS;
    if (options.logLevel != null && !levels.contains(upper(options.logLevel))) {
      faults.add("--log-level: not a level; give one of " + String.join(", ", levels));
    }
    if (options.model != null && options.question == null) {
      faults.add("--model: says whom --ask asks; give --ask as well");
    }
    if (options.question != null && options.form == OutputForm.json) {
      faults.add("--ask: its answer is text; leave --output json out, or --ask");
    }
    if (options.gateway != null && options.directory == null) {
      faults.add("--gateway: chooses among the LlmGateways of DIR; give DIR as well");
    }
    return faults;
  }

  private static void portFault(List<String> faults, String option, @Nullable Integer port) {
    if (port != null && (port < 0 || port > MAX_PORT)) {
      faults.add(option + ": out of range; give a whole number between 0 and " + MAX_PORT);
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static <T> T first(@Nullable T flag, @Nullable T variable, T otherwise) {
    if (flag != null) {
      return flag;
    }
    return variable == null ? otherwise : variable;
  }
}
