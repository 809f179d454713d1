package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command with its gateway, on free ports of this machine. */
class RunTest {
  private static final Pattern KEY = Pattern.compile("sk-dgm-[a-z2-7]{12}-\\w{43}-\\w{6}");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path home;

  private Shell.Outcome run(
      Map<String, String> environment, Surroundings.Serving serving, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of("run", "--host", "127.0.0.1", "--port", "0", "--management-port", "0"));
    all.addAll(List.of(arguments));
    return new Shell(home, environment).run(serving, all.toArray(String[]::new));
  }

  private static int models(StartedGateway gateway, @Nullable String key)
      throws InterruptedException {
    URI uri = gateway.clients().resolve("/v1/models");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (key != null) {
      request.header("authorization", "Bearer " + key);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> keysIn(String text) {
    return KEY.matcher(text).results().map(result -> result.group()).toList();
  }

  @Test
  void withoutAnythingAKeyIsMintedAndTheSimulatedProviderAnswers() {
    // When
    Shell.Outcome outcome = run(Map.of(), gateway -> {}, "--ask", "Hello there");

    // Then
    assertThat(outcome.err())
        .isEqualToNormalizingNewlines(
            "no credential found: the Simulated provider answers, no model does; set"
                + " ANTHROPIC_API_KEY or OPENAI_API_KEY or DEEPSEEK_API_KEY or GEMINI_API_KEY or"
                + " AZURE_OPENAI_API_KEY for a real one\n");
    assertThat(outcome.out())
        .contains("New key for environment", "serves", "simulated, asked Hello there:");
    assertThat(keysIn(outcome.out())).hasSize(1);
    String answer = outcome.out().substring(outcome.out().indexOf("there:") + 6);
    assertThat(answer).isNotBlank();
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void theKeyOfTheFirstStartOpensTheSecond() {
    // Given
    String key = keysIn(run(Map.of(), gateway -> {}).out()).getFirst();
    List<Integer> statuses = new ArrayList<>();

    // When
    Shell.Outcome second =
        run(
            Map.of(),
            gateway -> {
              statuses.add(models(gateway, key));
              statuses.add(models(gateway, null));
            });

    // Then
    assertThat(statuses).containsExactly(200, 401);
    assertThat(keysIn(second.out())).isEmpty();
    assertThat(second.out()).contains("keys        environment (id " + key.substring(7, 19) + ")");
  }

  @Test
  void aDirectoryIsServedAndItsBrokenFileIsReported() throws IOException {
    // Given
    Path directory = Files.createDirectory(home.resolve("manifests"));
    Files.writeString(
        directory.resolve("good.yaml"),
        """
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmProvider
        metadata: {name: rehearsal}
        spec: {protocol: Simulated, auth: {type: None}, simulated: {tokenInterval: 0ms}}
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: LlmRoute
        metadata: {name: rehearsal}
        spec:
          parentRefs: [{name: main}]
          models: [rehearsal]
          backends: [{name: only, providerRef: {name: rehearsal}, model: simulated}]
        ---
        apiVersion: dragoman.dev/v1alpha1
        kind: ApiKey
        metadata: {name: person}
        spec: {gatewayRef: {name: main}, routes: [{name: "*"}], models: ["*"]}
        """);
    Path broken = Files.writeString(directory.resolve("bad.yaml"), "kind: [\n");
    List<Integer> statuses = new ArrayList<>();

    // When
    Shell.Outcome outcome =
        run(
            Map.of(),
            gateway -> statuses.add(models(gateway, "wrong")),
            directory.toString(),
            "--ask",
            "Hello");

    // Then
    assertThat(outcome.err()).startsWith(broken + ":2: not valid YAML: ");
    assertThat(outcome.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains("an LlmGateway may be among what could not be read"));
    assertThat(outcome.out())
        .contains("New key for default/person", "rehearsal  → default/rehearsal (simulated)");
    assertThat(statuses).containsExactly(401);
    assertThat(outcome.exitCode()).isZero();
  }

  private static final String LIVE =
      """
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmProvider
      metadata: {name: sim}
      spec: {protocol: Simulated, auth: {type: None}, simulated: {tokenInterval: 1ms}}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: LlmRoute
      metadata: {name: live}
      spec:
        parentRefs: [{name: main}]
        models: [NAME]
        backends: [{name: only, providerRef: {name: sim}, model: simulated}]
      ---
      apiVersion: v1
      kind: Secret
      metadata: {name: me}
      stringData: {api-key: planted-key-of-a-person}
      ---
      apiVersion: dragoman.dev/v1alpha1
      kind: ApiKey
      metadata: {name: me}
      spec:
        gatewayRef: {name: main}
        material: {type: FromSecret, secretRef: {name: me}}
        routes: [{name: "*"}]
        models: ["*"]
      """;

  private static String list(StartedGateway gateway) {
    HttpRequest request =
        HttpRequest.newBuilder(gateway.clients().resolve("/v1/models"))
            .header("authorization", "Bearer planted-key-of-a-person")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void until(BooleanSupplier done) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited a minute").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  void anEditOfTheDirectoryIsServedWithoutARestart() throws IOException {
    // Given
    Path directory = Files.createDirectory(home.resolve("manifests"));
    Path file = Files.writeString(directory.resolve("all.yaml"), LIVE.replace("NAME", "before"));

    // When
    Shell.Outcome outcome =
        run(
            Map.of(),
            gateway -> {
              assertThat(list(gateway)).contains("before");
              write(file, LIVE.replace("NAME", "after"));
              until(() -> list(gateway).contains("after"));
            },
            directory.toString());

    // Then
    assertThat(outcome.out())
        .contains("generation 2 is in force, with 1 route, 1 provider and 1 key");
    assertThat(outcome.out() + outcome.err()).doesNotContain("planted");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void programsReadOneJsonObjectALine() throws IOException {
    // Given
    Path directory = Files.createDirectory(home.resolve("manifests"));
    Path file = Files.writeString(directory.resolve("all.yaml"), LIVE.replace("NAME", "before"));
    Path broken = directory.resolve("bad.yaml");

    // When
    Shell.Outcome outcome =
        run(
            Map.of(),
            gateway -> {
              write(broken, "kind: [");
              write(file, LIVE.replace("NAME", "after"));
              until(() -> list(gateway).contains("after"));
            },
            directory.toString(),
            "-o",
            "json");

    // Then
    List<JsonNode> events =
        outcome.out().lines().filter(line -> line.startsWith("{")).map(JSON::readTree).toList();
    assertThat(events)
        .extracting(event -> event.get("event").asString())
        .contains("conditions", "serving", "applied", "problem");
    assertThat(outcome.out() + outcome.err()).doesNotContain("planted");
  }

  @Test
  void aQuestionToAnUnknownModelIsSaidAndServingGoesOn() {
    List<Integer> statuses = new ArrayList<>();
    Shell.Outcome outcome =
        run(
            Map.of("REQUIRE_API_KEY", "false"),
            gateway -> statuses.add(models(gateway, null)),
            "--ask",
            "Hello",
            "--model",
            "nobody");
    assertThat(outcome.err()).contains("--ask: status 404: ");
    assertThat(statuses).containsExactly(200);
  }

  @Test
  void aTakenPortIsOneLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());

      // When
      Shell.Outcome outcome =
          new Shell(home, Map.of("OPENAI_API_KEY", "planted", "HOST", "127.0.0.1"))
              .run(gateway -> {}, "run", "--port", port, "--management-port", "0");

      // Then
      assertThat(outcome.err())
          .isEqualToNormalizingNewlines(
              "port " + port + " is already in use; choose another with --port or PORT\n");
      assertThat(outcome.exitCode()).isEqualTo(1);
    }
  }

  @Test
  void aStoreThatCannotBeOpenedIsOneLine() throws IOException {
    // Given
    Files.createDirectories(home.resolve(".dragoman/dragoman.db"));

    // When
    Shell.Outcome outcome =
        new Shell(home, Map.of("OPENAI_API_KEY", "planted", "HOST", "127.0.0.1"))
            .run(gateway -> {}, "run", "--port", "0", "--management-port", "0");

    // Then
    assertThat(outcome.err())
        .startsWith("the store that keeps usage cannot be opened: cannot open the store ")
        .endsWith("it is a folder" + System.lineSeparator())
        .hasLineCount(1);
    assertThat(outcome.exitCode()).isEqualTo(1);
  }
}
