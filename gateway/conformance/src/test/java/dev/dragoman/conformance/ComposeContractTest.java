package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dragoman.conformance.gateway.GatewayCommand;
import dev.dragoman.conformance.gateway.GatewayProcess;
import dev.dragoman.store.local.DynamoLocal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The compose folder, followed without containers: its command lines, variables and files start the
 * product, with the address of the store replaced by that of one on this machine.
 */
class ComposeContractTest {
  private static final Path GATEWAY = Path.of(System.getProperty("dragoman.gateway", ".."));
  private static final Path FOLDER = GATEWAY.resolve("compose");
  private static final String KEY = "caller-key-of-compose-7vQ2mZ";
  private static final String MASTER = "master-key-of-compose-4kX9";
  private static final String STORE = "http://dynamodb:8000";
  private static final String REQUEST =
      """
      {"model":"hello","stream":%s,"max_tokens":20,\
      "messages":[{"role":"user","content":"one two three four"}]}\
      """;

  private static final String RULES = "../../grafana/rules/dragoman.yaml";

  @TempDir private Path home;
  private final ComposeFile compose;
  private final Map<String, String> variables;

  ComposeContractTest() throws IOException {
    compose = ComposeFile.read(FOLDER.resolve("compose.yaml"));
    variables = new LinkedHashMap<>(ComposeFile.assignments(FOLDER.resolve(".env.example")));
    variables.put("CALLER_KEY", KEY);
    variables.put("MASTER_API_KEY", MASTER);
  }

  @Test
  void theExampleNamesTheVariablesThatAreTaken() throws IOException {
    assertThat(ComposeFile.assignments(FOLDER.resolve(".env.example")))
        .containsOnlyKeys(compose.variables());
  }

  @Test
  void everythingMountedIsThere() {
    assertThat(compose.mounted())
        .contains(RULES)
        .allSatisfy(path -> assertThat(FOLDER.resolve(path)).exists());
  }

  @Test
  void prometheusAndGrafanaAskWhoIsThere() throws IOException {
    // Given
    String targets = Files.readString(FOLDER.resolve("prometheus.yml"));
    String source = Files.readString(FOLDER.resolve("grafana/datasources/prometheus.yaml"));

    // Then
    assertThat(targets).contains("targets: [gateway:9000]");
    assertThat(source).contains("url: http://prometheus:9090");
    assertThat(compose.services()).contains("gateway", "prometheus");
    assertThat(compose.published("gateway")).containsExactly(8000, 9000);
    assertThat(compose.published("prometheus")).containsExactly(9090);
  }

  @Test
  void theGatewayServesAndRemembersWhatWasSpent() throws Exception {
    try (DynamoLocal store = DynamoLocal.start()) {
      // Given
      Path config = configuration(store, "0.0005");
      createTables(store);

      // When
      try (GatewayProcess gateway = gateway(config, "first").start()) {
        RawClient client = new RawClient(gateway.clients(), KEY);
        assertThat(client.post("/v1/chat/completions", REQUEST.formatted(true)).body())
            .contains("data: {")
            .endsWith("data: [DONE]\n\n");
        assertThat(new RawClient(gateway.management(), "").getAnonymously("/metrics").body())
            .contains("dragoman_gateway_requests_seconds_count");
        assertThat(new RawClient(gateway.management(), MASTER).get("/admin/v1/keys").statusCode())
            .isEqualTo(200);
        assertThat(statusAfterBudget(client)).isEqualTo(429);
        gateway.terminate();
        gateway.awaitEnd();
      }

      // Then
      try (GatewayProcess gateway = gateway(config, "second").start()) {
        RawClient client = new RawClient(gateway.clients(), KEY);
        assertThat(client.post("/v1/chat/completions", REQUEST.formatted(false)).statusCode())
            .isEqualTo(429);
      }
    }
  }

  @Test
  void theVendorsAreValid() throws Exception {
    // Given
    Path config = home.resolve("vendors");
    ComposeFile.copy(FOLDER.resolve("config"), config, text -> text);
    Files.move(config.resolve("vendors.yaml.example"), config.resolve("vendors.yaml"));
    GatewayCommand command = GatewayCommand.of(home, "validate", config.toString());
    variables.replaceAll((_, value) -> value.isEmpty() ? "a-key-of-a-vendor" : value);
    compose.environment("gateway", variables).forEach(command::environment);

    // When
    GatewayProcess.Outcome outcome = command.finish();

    // Then
    assertThat(outcome.exitCode()).as(String.join("\n", outcome.out())).isZero();
  }

  @Test
  void prometheusTakesItsConfiguration() throws Exception {
    Optional<Path> promtool = Prometheus.program("promtool");
    assumeTrue(promtool.isPresent(), "promtool is not here; .ci/prometheus provides it");

    assertThat(
            run(
                promtool.get().toString(),
                "check",
                "config",
                "--syntax-only",
                FOLDER.resolve("prometheus.yml").toString()))
        .isZero();
  }

  @Test
  void prometheusSeesTheGateway() throws Exception {
    Optional<Path> program = Prometheus.program("prometheus");
    assumeTrue(program.isPresent(), "prometheus is not here; .ci/prometheus provides it");
    try (DynamoLocal store = DynamoLocal.start()) {
      // Given
      Path config = configuration(store, "100");
      createTables(store);
      try (GatewayProcess gateway = gateway(config, "seen").start();
          Prometheus prometheus =
              Prometheus.start(program.get(), scraping(gateway), home.resolve("data"))) {

        // When
        new RawClient(gateway.clients(), KEY).post("/v1/chat/completions", REQUEST.formatted(true));

        // Then
        assertThat(prometheus.await("up{job=\"dragoman-gateway\"}", "\"1\"")).contains("\"1\"");
        assertThat(prometheus.await("dragoman_gateway_requests_seconds_count", "dragoman-gateway"))
            .contains("dragoman-gateway");
      }
    }
  }

  @Test
  void dockerTakesTheFile() throws Exception {
    assumeTrue(works("docker", "compose", "version"), "docker compose is not here");
    Path env = home.resolve("env");
    StringBuilder lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append(name + "=" + value + "\n"));
    lines.append("GRAFANA_PASSWORD=any\n");
    Files.writeString(env, lines);

    assertThat(
            run(
                "docker",
                "compose",
                "--env-file",
                env.toString(),
                "-f",
                FOLDER.resolve("compose.yaml").toString(),
                "config",
                "--quiet"))
        .isZero();
  }

  private Path configuration(DynamoLocal store, String budget) throws IOException {
    Path config = home.resolve("config");
    ComposeFile.copy(
        FOLDER.resolve("config"),
        config,
        text ->
            text.replace(STORE, store.endpoint().toString())
                .replace("amount: \"100\"", "amount: \"" + budget + "\""));
    return config;
  }

  private void createTables(DynamoLocal store) throws InterruptedException {
    String[] words =
        compose.command("tables").stream()
            .map(word -> word.equals(STORE) ? store.endpoint().toString() : word)
            .toArray(String[]::new);
    GatewayCommand command = GatewayCommand.of(home, words);
    compose.environment("tables", variables).forEach(command::environment);
    GatewayProcess.Outcome outcome = command.finish();
    assertThat(outcome.exitCode()).as(outcome.errText()).isZero();
  }

  private GatewayCommand gateway(Path config, String state) {
    String[] words =
        compose.command("gateway").stream()
            .map(word -> word.equals("/etc/dragoman") ? config.toString() : word)
            .toArray(String[]::new);
    GatewayCommand command =
        GatewayCommand.of(home, words)
            .environment("HOST", "127.0.0.1")
            .environment("PORT", "0")
            .environment("MANAGEMENT_PORT", "0")
            .environment("STATE_DIR", home.resolve(state).toString());
    compose.environment("gateway", variables).forEach(command::environment);
    return command;
  }

  /** The configuration of Prometheus for a gateway that is on another port. */
  private Path scraping(GatewayProcess gateway) throws IOException {
    Path folder = Files.createDirectories(home.resolve("prometheus"));
    String text = Files.readString(FOLDER.resolve("prometheus.yml"));
    Files.writeString(
        folder.resolve("prometheus.yml"),
        text.replace("gateway:9000", gateway.management().getAuthority())
            .replace("scrape_interval: 5s", "scrape_interval: 1s"));
    Files.copy(FOLDER.resolve(RULES), folder.resolve("rules.yml"));
    return folder.resolve("prometheus.yml");
  }

  private static int statusAfterBudget(RawClient client) throws Exception {
    int status = 200;
    for (int i = 0; i < 50 && status == 200; i++) {
      status = client.post("/v1/chat/completions", REQUEST.formatted(false)).statusCode();
    }
    return status;
  }

  private static boolean works(String... command) throws Exception {
    try {
      return run(command) == 0;
    } catch (IOException _) {
      return false;
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int code = process.waitFor();
    if (code != 0) {
      System.out.println(output);
    }
    return code;
  }
}
