package dev.dragoman.standalone.environment;

import dev.dragoman.gateway.GatewaySettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Variables that always act; null where the environment leaves them open.
 *
 * @param host address to listen on
 * @param port client port; 0 for any free one
 * @param managementPort port of health and metrics; 0 for any free one
 * @param logLevel in capitals
 * @param stateDirectory what outlives the process
 * @param masterKey opens the admin API
 * @param faults a line for each malformed variable
 */
public record ProcessVariables(
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Integer managementPort,
    @Nullable String logLevel,
    @Nullable Path stateDirectory,
    @Nullable String masterKey,
    List<String> faults) {
  /** Levels that a log can have. */
  public static final List<String> LOG_LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private static final String MASTER = "MASTER_API_KEY";
  private static final int MAX_PORT = 65_535;
  private static final String HOME = "~/";

  public ProcessVariables {
    faults = List.copyOf(faults);
  }

  /**
   * Reads them.
   *
   * @param home what {@code ~} means in {@code STATE_DIR}
   */
  public static ProcessVariables read(Map<String, String> environment, Path home) {
    Variables variables = new Variables(environment);
    return new ProcessVariables(
        host(variables),
        variables.integer("PORT", 0, MAX_PORT),
        variables.integer("MANAGEMENT_PORT", 0, MAX_PORT),
        logLevel(variables),
        stateDirectory(variables, home),
        masterKey(variables),
        variables.faults());
  }

  private static @Nullable String host(Variables variables) {
    String host = variables.text("HOST");
    if (host != null && !isHost(host)) {
      variables.fault("HOST", "not an address; set one such as 127.0.0.1, or 0.0.0.0 for all");
      return null;
    }
    return host;
  }

  /** Whether this has the form of a host name or an address. */
  public static boolean isHost(String text) {
    return text.matches("[A-Za-z0-9.:_%-]{1,253}");
  }

  private static @Nullable String logLevel(Variables variables) {
    String text = variables.text("LOG_LEVEL");
    if (text == null) {
      return null;
    }
    String level = text.toUpperCase(Locale.ROOT);
    if (!LOG_LEVELS.contains(level)) {
      variables.fault("LOG_LEVEL", "not a level; set one of " + String.join(", ", LOG_LEVELS));
      return null;
    }
    return level;
  }

  private static @Nullable Path stateDirectory(Variables variables, Path home) {
    String text = variables.text("STATE_DIR");
    try {
      if (text == null) {
        return null;
      }
      return text.startsWith(HOME) ? home.resolve(text.substring(HOME.length())) : Path.of(text);
    } catch (InvalidPathException e) {
      variables.fault("STATE_DIR", "not a path; set a directory of your own");
      return null;
    }
  }

  private static @Nullable String masterKey(Variables variables) {
    Credential key = variables.secret(MASTER);
    if (key == null || key.text().length() >= GatewaySettings.LEAST_MASTER_KEY) {
      return key == null ? null : key.text();
    }
    variables.fault(
        MASTER,
        "too short; set one of at least " + GatewaySettings.LEAST_MASTER_KEY + " characters");
    return null;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "ProcessVariables[host=" + host + ", port=" + port + "]";
  }
}
