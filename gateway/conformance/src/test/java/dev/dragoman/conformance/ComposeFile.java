package dev.dragoman.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code compose.yaml} says, as far as tests follow it. */
final class ComposeFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::\\?[^}]*)?}");
  private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(.*)");

  private final String text;
  private final Map<?, ?> services;

  private ComposeFile(String text) {
    this.text = text;
    this.services =
        map(map(new Load(LoadSettings.builder().build()).loadFromString(text)), "services");
  }

  static ComposeFile read(Path file) throws IOException {
    return new ComposeFile(Files.readString(file));
  }

  /** Names and values of {@code .env.example}. */
  static Map<String, String> assignments(Path file) throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      Matcher matcher = ASSIGNMENT.matcher(line);
      if (matcher.matches()) {
        values.put(matcher.group(1), matcher.group(2));
      }
    }
    return values;
  }

  /** Names of all variables that it takes from {@code .env}. */
  Set<String> variables() {
    Set<String> names = new TreeSet<>();
    Matcher matcher = VARIABLE.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  Set<String> services() {
    Set<String> names = new TreeSet<>();
    services.keySet().forEach(name -> names.add(String.valueOf(name)));
    return names;
  }

  /** The command line of a service, as words. */
  List<String> command(String service) {
    return List.of(String.valueOf(map(services, service).get("command")).split(" ", -1));
  }

  /** What a service has in its environment when {@code .env} holds {@code values}. */
  Map<String, String> environment(String service, Map<String, String> values) {
    Map<String, String> environment = new LinkedHashMap<>();
    map(map(services, service), "environment")
        .forEach((name, value) ->
            environment.put(
                String.valueOf(name),
                VARIABLE
                    .matcher(String.valueOf(value))
                    .replaceAll(found ->
                        Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")))));
    return environment;
  }

  /** Ports inside the network that are open on this machine too. */
  List<Integer> published(String service) {
    return strings(map(services, service).get("ports"))
        .map(port -> Integer.parseInt(port.substring(port.lastIndexOf(':') + 1)))
        .toList();
  }

  /** Files and folders of the project that services see. */
  List<String> mounted() {
    List<String> paths = new ArrayList<>();
    for (Object service : services.values()) {
      strings(((Map<?, ?>) service).get("volumes"))
          .filter(volume -> volume.startsWith("."))
          .forEach(volume -> paths.add(volume.substring(0, volume.indexOf(':'))));
    }
    return paths;
  }

  private static Stream<String> strings(@Nullable Object list) {
    return list == null ? Stream.of() : ((List<?>) list).stream().map(String::valueOf);
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  private static Map<?, ?> map(Map<?, ?> parent, String name) {
    Object value = parent.get(name);
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("compose.yaml has no " + name);
  }

  /** Copies a folder, each file's text changed on the way. */
  static void copy(Path from, Path to, UnaryOperator<String> change) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.writeString(to.resolve(file.getFileName()), change.apply(Files.readString(file)));
      }
    }
  }
}
