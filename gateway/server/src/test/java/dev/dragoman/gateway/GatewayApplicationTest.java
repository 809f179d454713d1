package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.GatewayConfig;
import dev.dragoman.contract.GatewayEntry;
import dev.dragoman.contract.PolicyEntry;
import dev.dragoman.contract.StoreEntry;
import dev.dragoman.gateway.config.Configuration;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayApplicationTest {
  private static final GatewaySettings SETTINGS =
      new GatewaySettings(
          "127.0.0.1", 0, 0, 1024 * 1024, Duration.ofSeconds(10), Duration.ofSeconds(5));

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningGateway gateway =
      GatewayApplication.start(
          SETTINGS,
          new Configuration(
              GatewayConfig.of(
                  1,
                  GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
                  List.of(),
                  List.of(),
                  List.of()),
              Map.of()));

  @BeforeAll
  void listens() {
    assertThat(gateway.port()).isPositive();
    assertThat(gateway.managementPort()).isPositive().isNotEqualTo(gateway.port());
  }

  @AfterAll
  void stop() {
    gateway.close();
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/liveness"})
  void healthAnswersOnBothPorts(String path) throws Exception {
    for (int port : List.of(gateway.port(), gateway.managementPort())) {
      HttpResponse<String> answer = get(port, path);
      assertThat(answer.statusCode()).as("%s on %d", path, port).isEqualTo(200);
      assertThat(answer.body()).contains("\"UP\"");
    }
  }

  @Test
  void metricsAreServedOnTheManagementPortAlone() throws Exception {
    assertThat(get(gateway.managementPort(), "/metrics").body()).contains("jvm_memory_used_bytes");
    assertThat(get(gateway.port(), "/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void infoIsServedOnTheManagementPort() throws Exception {
    assertThat(get(gateway.managementPort(), "/info").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
