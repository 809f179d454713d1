package dev.dragoman.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A running Prometheus on a free port of loopback; closing it kills it. */
final class Prometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final RawClient api;

  private Prometheus(Process process, URI address) {
    this.process = process;
    this.api = new RawClient(address, "");
  }

  /** A program of Prometheus's, if this machine has it; {@code .ci/prometheus} provides it. */
  static Optional<Path> program(String name) {
    String cache = System.getenv("PROMETHEUS_DIR");
    Path provided =
        cache == null
            ? Path.of(System.getProperty("user.home"), ".cache", "dragoman", "prometheus")
            : Path.of(cache);
    return List.of(provided.resolve("bin").resolve(name), Path.of("/usr/bin", name)).stream()
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Prometheus start(Path program, Path configuration, Path data) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data,
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new Prometheus(process, URI.create("http://127.0.0.1:" + port));
  }

  /** Asks until the answer holds {@code text}, and returns the last answer. */
  String await(String query, String text) throws Exception {
    String path = "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8);
    long end = System.nanoTime() + PATIENCE.toNanos();
    String answer = "";
    while (!answer.contains(text) && System.nanoTime() < end) {
      Thread.sleep(200);
      answer = answer(path);
    }
    return answer;
  }

  private String answer(String path) throws Exception {
    try {
      return api.getAnonymously(path).body();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
