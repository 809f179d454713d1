package dev.dragoman.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the operator is told by its environment, read once. None of it is secret.
 *
 * @param namespace {@code POD_NAMESPACE}: where the operator itself lives
 * @param pod {@code POD_NAME}: who it is among its replicas
 * @param watched {@code WATCH_NAMESPACES}, divided by commas: where to look; empty for everywhere
 * @param images what the pods of gateways are made from
 * @param logLevel {@code LOG_LEVEL} of itself and of the gateways; {@code info} unless said
 * @param service {@code CONFIG_SERVICE}: the headless Service by which pods find the operator
 * @param ports where it listens
 * @param monitoring {@code MONITORING_NAMESPACE}: from where gateways are scraped; null for
 *     anywhere
 */
public record OperatorSettings(
    String namespace,
    String pod,
    Set<String> watched,
    Images images,
    String logLevel,
    String service,
    Ports ports,
    @Nullable String monitoring) {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");
  private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]{0,511}");
  private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace");
  private static final List<String> PULL_POLICIES = List.of("Always", "IfNotPresent", "Never");

  /**
   * Where the operator listens.
   *
   * @param config {@code CONFIG_PORT}, 8443 unless said: what pods reach, over TLS
   * @param metrics {@code METRICS_PORT}, 9090 unless said: metrics and probes
   */
  public record Ports(int config, int metrics) {}

  /**
   * Images of gateways.
   *
   * @param gateway {@code GATEWAY_IMAGE}: of those that name none
   * @param pullPolicy {@code GATEWAY_IMAGE_PULL_POLICY}; {@code IfNotPresent} unless said
   * @param pullSecrets {@code IMAGE_PULL_SECRETS}, divided by commas: names of Secrets
   */
  public record Images(String gateway, String pullPolicy, List<String> pullSecrets) {
    public Images {
      pullSecrets = List.copyOf(pullSecrets);
    }
  }

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
            Set.copyOf(reader.names("WATCH_NAMESPACES", LABEL, "namespaces")),
            new Images(
                reader.required("GATEWAY_IMAGE", IMAGE, "the reference of an image"),
                reader.oneOf("GATEWAY_IMAGE_PULL_POLICY", "IfNotPresent", PULL_POLICIES),
                reader.names("IMAGE_PULL_SECRETS", NAME, "Secrets")),
            reader.oneOf("LOG_LEVEL", "info", LEVELS),
            reader.optional("CONFIG_SERVICE", "dragoman-operator", LABEL, "the name of a Service"),
            new Ports(reader.port("CONFIG_PORT", 8443), reader.port("METRICS_PORT", 9090)),
            reader.orNull("MONITORING_NAMESPACE", LABEL, "the name of a namespace"));
    if (!reader.faults.isEmpty()) {
      throw new Refused(reader.faults);
    }
    return settings;
  }

  /** Where the pods of gateways reach the operator. */
  public String deliveryUrl() {
    return "https://" + service + "." + namespace + ".svc:" + ports.config();
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

    String optional(String name, String fallback, Pattern shape, String what) {
      return text(name).isEmpty() ? fallback : required(name, shape, what);
    }

    @Nullable String orNull(String name, Pattern shape, String what) {
      return text(name).isEmpty() ? null : required(name, shape, what);
    }

    /** Sorted, each once. */
    List<String> names(String name, Pattern shape, String what) {
      Set<String> names = new TreeSet<>();
      for (String part : text(name).split(",", -1)) {
        String one = part.strip();
        if (shape.matcher(one).matches()) {
          names.add(one);
        } else if (!one.isEmpty()) {
          faults.add(
              name + ": not the names of " + what + "; divide them by commas, or leave it out");
          return List.of();
        }
      }
      return List.copyOf(names);
    }

    /** As it is spelt in the list, however it is spelt in the environment. */
    String oneOf(String name, String fallback, List<String> values) {
      String text = text(name);
      if (text.isEmpty()) {
        return fallback;
      }
      for (String value : values) {
        if (value.equalsIgnoreCase(text)) {
          return value;
        }
      }
      faults.add(name + ": no such value; set it to one of " + String.join(", ", values));
      return fallback;
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
