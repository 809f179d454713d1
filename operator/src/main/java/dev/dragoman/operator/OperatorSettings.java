package dev.dragoman.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the operator is told by its environment, read once. None of it is secret.
 *
 * @param namespace {@code POD_NAMESPACE}: where the operator itself lives
 * @param pod {@code POD_NAME}: who it is among its replicas
 * @param watched {@code WATCH_NAMESPACES}, divided by commas: where to look; empty for everywhere
 * @param gatewayImage {@code GATEWAY_IMAGE}: of gateways that name none
 * @param logLevel {@code LOG_LEVEL} of itself and of the gateways; {@code info} unless said
 * @param ports where it listens
 */
public record OperatorSettings(
    String namespace,
    String pod,
    Set<String> watched,
    String gatewayImage,
    String logLevel,
    Ports ports) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]{0,511}");
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");

  /**
   * Where the operator listens.
   *
   * @param delivery {@code DELIVERY_PORT}, 8443 unless said: what pods reach, over TLS
   * @param metrics {@code METRICS_PORT}, 9000 unless said
   * @param health {@code HEALTH_PORT}, 8080 unless said: probes
   */
  public record Ports(int delivery, int metrics, int health) {}

  public OperatorSettings {
    watched = Set.copyOf(watched);
  }

  /** The environment makes no sense. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> lines;

    Refused(List<String> lines) {
      super(String.join("\n", lines));
      this.lines = List.copyOf(lines);
    }

    /** A line for each fault: the variable, what is wrong, what to do. */
    public List<String> lines() {
      return lines;
    }
  }

  /**
   * Reads the environment.
   *
   * @throws Refused naming every variable that makes no sense
   */
  public static OperatorSettings of(Map<String, String> environment) {
    Reader reader = new Reader(environment);
    OperatorSettings settings =
        new OperatorSettings(
            reader.required("POD_NAMESPACE", LABEL, "the name of a namespace"),
            reader.required("POD_NAME", NAME, "the name of a pod"),
            reader.names("WATCH_NAMESPACES"),
            reader.required("GATEWAY_IMAGE", IMAGE, "the reference of an image"),
            reader.level("LOG_LEVEL"),
            new Ports(
                reader.port("DELIVERY_PORT", 8443),
                reader.port("METRICS_PORT", 9000),
                reader.port("HEALTH_PORT", 8080)));
    if (!reader.faults.isEmpty()) {
      throw new Refused(reader.faults);
    }
    return settings;
  }

  /** Where the pods of gateways reach the operator. */
  public String deliveryUrl() {
    return "https://dragoman-operator." + namespace + ".svc:" + ports.delivery();
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> faults = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    private String text(String name) {
      return environment.getOrDefault(name, "").strip();
    }

    String required(String name, Pattern shape, String what) {
      String text = text(name);
      if (!shape.matcher(text).matches()) {
        faults.add(
            name + ": " + (text.isEmpty() ? "not set" : "no such thing") + "; set it to " + what);
      }
      return text;
    }

    Set<String> names(String name) {
      Set<String> names = new TreeSet<>();
      for (String part : text(name).split(",", -1)) {
        String one = part.strip();
        if (LABEL.matcher(one).matches()) {
          names.add(one);
        } else if (!one.isEmpty()) {
          faults.add(
              name + ": not the names of namespaces; divide them by commas, or leave it out");
          return names;
        }
      }
      return names;
    }

    String level(String name) {
      String text = text(name);
      String level = text.isEmpty() ? "info" : text.toLowerCase(Locale.ROOT);
      if (!LEVELS.contains(level)) {
        faults.add(name + ": no such level; set it to one of " + String.join(", ", LEVELS));
      }
      return level;
    }

    int port(String name, int fallback) {
      String text = text(name);
      if (text.isEmpty()) {
        return fallback;
      }
      if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65535) {
        return Integer.parseInt(text);
      }
      faults.add(name + ": not a port; set it to a number from 0 to 65535");
      return fallback;
    }
  }
}
