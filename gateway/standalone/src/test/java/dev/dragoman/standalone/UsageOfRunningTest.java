package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code dragoman usage} beside a gateway that runs. */
class UsageOfRunningTest {
  private static final Map<String, String> MASTER = Map.of("MASTER_API_KEY", "planted-master-key");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path home;

  private final List<Shell.Outcome> seen = new ArrayList<>();

  private Shell.Outcome usage(Map<String, String> environment, String... options) {
    List<String> all = new ArrayList<>(List.of("usage", "--by", "key", "-o", "csv"));
    all.addAll(List.of(options));
    return new Shell(home, environment).run(gateway -> {}, all.toArray(String[]::new));
  }

  private static JsonNode post(URI uri, String key, String body) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.shared()
          .readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void askAndLook(StartedGateway gateway) throws InterruptedException {
    JsonNode made =
        post(
            gateway.management().resolve("/admin/v1/keys"),
            "planted-master-key",
            "{\"name\":\"team/asker\",\"limits\":[{\"kind\":\"RequestsPerMinute\",\"max\":1}]}");
    for (int i = 0; i < 2; i++) {
      post(
          gateway.clients().resolve("/v1/chat/completions"),
          made.get("text").asString(),
          "{\"model\":\"simulated\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}");
    }
    Instant end = Instant.now().plus(PATIENCE);
    while (!usage(Map.of()).out().contains(",1,\n") && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    String url = gateway.management().toString();
    seen.add(usage(Map.of()));
    seen.add(usage(MASTER, "--url", url));
    seen.add(usage(MASTER, "--url", url, "--key", "asker"));
    seen.add(usage(Map.of("MASTER_API_KEY", "planted-but-wrong"), "--url", url));
    seen.add(usage(MASTER, "--url", gateway.clients().toString()));
  }

  @Test
  void theFileAndTheAdminApiSayTheSameWhileItRuns() {
    // When
    Shell.Outcome run =
        new Shell(home, MASTER)
            .run(
                this::askAndLook,
                "run",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--management-port",
                "0");

    // Then
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(seen.get(0).out())
        .as("one answered, one refused by the rate")
        .containsPattern("team/asker,,1,\\d+,0,\\d+,1,\n");
    assertThat(seen.get(1)).isEqualTo(seen.get(0));
    assertThat(seen.get(2).out()).contains("team/asker,,1,");
    assertThat(seen.get(3).err()).contains("does not take this MASTER_API_KEY");
    assertThat(seen.get(4).err()).contains("has no admin API");
    assertThat(seen).allSatisfy(outcome -> assertThat(outcome.err()).doesNotContain("planted"));
  }

  @Test
  void aGatewayThatDoesNotAnswerIsOneLine() {
    // When
    Shell.Outcome outcome = usage(MASTER, "--url", "http://127.0.0.1:1");

    // Then
    assertThat(outcome.err().strip())
        .isEqualTo("--url: http://127.0.0.1:1 cannot be reached; is this its management port?");
    assertThat(outcome.exitCode()).isEqualTo(1);
  }
}
