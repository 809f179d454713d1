package dev.dragoman.gateway.pod;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables and collects what is wrong with them; a stand-in is returned for one that is. A
 * fault names the variable and the remedy, never the value: a secret may stand in the wrong
 * variable. A blank variable counts as absent. Not thread-safe.
 */
final class PodVariables {
  private static final int MAX_PORT = 65_535;
  private static final List<String> LEVELS =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  PodVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  List<String> faults() {
    return List.copyOf(faults);
  }

  /** A text of this form that has to be there. */
  String matching(String name, String form, String meaning) {
    String value = text(name);
    if (value == null) {
      faults.add(name + ": is missing; set " + meaning);
      return "";
    }
    return matching(name, "", form, meaning);
  }

  /** A text of this form; {@code otherwise} when it is absent. */
  String matching(String name, String otherwise, String form, String meaning) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches(form)) {
      faults.add(name + ": has another form; set " + meaning);
    }
    return value;
  }

  int port(String name, int otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    try {
      int port = Integer.parseInt(value);
      if (port >= 0 && port <= MAX_PORT) {
        return port;
      }
      faults.add(name + ": out of range; set a whole number between 0 and " + MAX_PORT);
    } catch (NumberFormatException _) {
      faults.add(name + ": not a number; set a whole number between 0 and " + MAX_PORT);
    }
    return otherwise;
  }

  Duration seconds(String name, Duration otherwise) {
    String value = text(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("[0-9]{1,6}")) {
      faults.add(name + ": not a number of seconds; set a whole number such as 600");
      return otherwise;
    }
    return Duration.ofSeconds(Integer.parseInt(value));
  }

  Path path(String name) {
    String value = text(name);
    if (value == null) {
      faults.add(name + ": is missing; set a path");
      return Path.of("");
    }
    try {
      return Path.of(value);
    } catch (InvalidPathException _) {
      faults.add(name + ": not a path");
      return Path.of("");
    }
  }

  /** An https URL of host and port alone. */
  URI https(String name) {
    String example = "; set one such as https://dragoman-operator.dragoman.svc:8443";
    String value = text(name);
    if (value == null) {
      faults.add(name + ": is missing" + example);
      return URI.create("");
    }
    try {
      URI url = new URI(value);
      boolean bare =
          url.getRawUserInfo() == null
              && url.getRawQuery() == null
              && url.getRawFragment() == null
              && (url.getRawPath().isEmpty() || url.getRawPath().equals("/"));
      if ("https".equals(url.getScheme()) && url.getHost() != null && url.getPort() > 0 && bare) {
        return url;
      }
    } catch (URISyntaxException _) {
      faults.add(name + ": not a URL" + example);
      return URI.create("");
    }
    faults.add(name + ": not an https URL of host and port alone" + example);
    return URI.create("");
  }

  @Nullable String logLevel(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    String level = value.toUpperCase(Locale.ROOT);
    if (!LEVELS.contains(level)) {
      faults.add(name + ": not a level; set one of " + String.join(", ", LEVELS));
    }
    return level;
  }

  private @Nullable String text(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.strip();
  }
}
