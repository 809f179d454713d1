package dev.dragoman.operator.monitoring;

import dev.dragoman.admission.ProvidedTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** prometheus and promtool, where {@code .ci/prometheus} leaves them: {@code DIR/bin/}. */
public record PrometheusTools(Path folder) {
  /** DIR is the system property or environment variable of this name, else the cache. */
  static final String SETTING = "PROMETHEUS_DIR";

  static Path directory() {
    return ProvidedTools.directory(SETTING, "prometheus");
  }

  /** The tools, where both are there. */
  public static Optional<PrometheusTools> find() {
    PrometheusTools tools = new PrometheusTools(directory().resolve("bin"));
    return Files.isExecutable(tools.prometheus()) && Files.isExecutable(tools.promtool())
        ? Optional.of(tools)
        : Optional.empty();
  }

  Path prometheus() {
    return folder.resolve("prometheus");
  }

  Path promtool() {
    return folder.resolve("promtool");
  }

  /**
   * What promtool prints.
   *
   * @throws IOException when it ends with another status than 0; what it printed is the message
   */
  String promtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(promtool().toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }
}
