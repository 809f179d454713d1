package dev.dragoman.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** A real Prometheus that scrapes processes every second and evaluates the project's rules. */
public final class ScrapingPrometheus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  private ScrapingPrometheus(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts it; returns when it answers.
   *
   * @param folder that it may fill; must be empty
   * @param jobs addresses with ports, by the name of the job
   */
  public static ScrapingPrometheus start(Path folder, Map<String, List<String>> jobs)
      throws IOException, InterruptedException {
    Path config = folder.resolve("prometheus.yaml");
    Files.writeString(config, config(jobs));
    String address;
    try (ServerSocket free = new ServerSocket(0)) {
      address = "127.0.0.1:" + free.getLocalPort();
    }
    Process process =
        new ProcessBuilder(
                PrometheusTools.find().orElseThrow().prometheus().toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    ScrapingPrometheus prometheus = new ScrapingPrometheus(process, address);
    prometheus.awaitReady(folder.resolve("log"));
    return prometheus;
  }

  private static String config(Map<String, List<String>> jobs) {
    return """
    global: {scrape_interval: 1s, evaluation_interval: 1s}
    rule_files: ["%s"]
    scrape_configs:
    %s
    """
        .formatted(
            Repository.RULES,
            jobs.entrySet().stream()
                .map(job ->
                    "- {job_name: %s, static_configs: [{targets: [%s]}]}"
                        .formatted(
                            job.getKey(),
                            job.getValue().stream()
                                .map(target -> '"' + target + '"')
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n")));
  }

  private void awaitReady(Path log) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!isReady()) {
      if (!process.isAlive() || Instant.now().isAfter(deadline)) {
        throw new IOException("Prometheus did not start:\n" + Files.readString(log));
      }
    }
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(URI.create("http://" + address + "/-/ready")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** What it says to a query now: a list of series with a {@code value} each. */
  public JsonNode query(String query) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + encoded(query)).at("/data/result");
  }

  /** What it said to a query then. */
  public JsonNode query(String query, Instant then) throws IOException, InterruptedException {
    return get("/api/v1/query?query=%s&time=%s".formatted(encoded(query), then)).at("/data/result");
  }

  /** What it says to a query over time: a list of series with {@code values} each. */
  public JsonNode query(String query, Instant from, Instant to, Duration step)
      throws IOException, InterruptedException {
    return get("/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
            .formatted(encoded(query), from, to, step.toSeconds()))
        .at("/data/result");
  }

  /** The rules as it has loaded them, with their {@code health}. */
  public List<JsonNode> rules() throws IOException, InterruptedException {
    return get("/api/v1/rules").at("/data/groups").findValues("rules").stream()
        .flatMap(rules -> StreamSupport.stream(rules.spliterator(), false))
        .toList();
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    String body =
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
                BodyHandlers.ofString())
            .body();
    JsonNode answer = JSON.readTree(body);
    if (!answer.path("status").asText().equals("success")) {
      throw new IOException("Prometheus refused " + path + ": " + body);
    }
    return answer;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
