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
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayApplicationTest {
  private static final GatewaySettings SETTINGS =
      new GatewaySettings(
          "127.0.0.1",
          0,
          0,
          1024 * 1024,
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Path.of("target", "state"));

  private static final Configuration EMPTY =
      new Configuration(
          GatewayConfig.of(
              1,
              GatewayEntry.of("test", StoreEntry.MEMORY, PolicyEntry.DEFAULT, List.of()),
              List.of(),
              List.of(),
              List.of()),
          Map.of());

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningGateway gateway = GatewayApplication.start(SETTINGS, EMPTY);

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

  @Test
  @Tag("requirement-28")
  void withoutAConfigurationThePortsAnswerAndNothingIsReady() throws Exception {
    try (RunningGateway empty = GatewayApplication.startUnconfigured(SETTINGS)) {
      for (int port : List.of(empty.port(), empty.managementPort())) {
        assertThat(get(port, "/ready").statusCode()).as("ready on %d", port).isEqualTo(503);
        assertThat(get(port, "/liveness").statusCode()).as("liveness on %d", port).isEqualTo(200);
      }
    }
  }

  @Test
  @Tag("requirement-28")
  void requestsWithoutAConfigurationAreRefusedInTheFormOfTheirProtocol() throws Exception {
    try (RunningGateway empty = GatewayApplication.startUnconfigured(SETTINGS)) {
      // When
      HttpResponse<String> openAi = post(empty.port(), "/v1/chat/completions");
      HttpResponse<String> anthropic = post(empty.port(), "/v1/messages");
      HttpResponse<String> models = get(empty.port(), "/v1/models");

      // Then
      assertThat(List.of(openAi, anthropic, models))
          .allSatisfy(answer ->
              assertThat(answer.body()).contains("this gateway has no configuration yet"));
      assertThat(openAi.statusCode()).isEqualTo(503);
      assertThat(models.statusCode()).isEqualTo(503);
      assertThat(anthropic.statusCode()).as("as Anthropic says it").isEqualTo(529);
      assertThat(anthropic.body()).contains("\"type\":\"error\"");
    }
  }

  @Test
  @Tag("requirement-28")
  void aLaterConfigurationIsServedAndMakesReadyWhenItIsSaid() throws Exception {
    try (RunningGateway later = GatewayApplication.startUnconfigured(SETTINGS)) {
      // When
      later.apply(EMPTY);
      later.ready();

      // Then
      for (int port : List.of(later.port(), later.managementPort())) {
        assertThat(get(port, "/ready").statusCode()).as("ready on %d", port).isEqualTo(200);
      }
      assertThat(post(later.port(), "/v1/chat/completions").statusCode()).isEqualTo(401);
    }
  }

  private HttpResponse<String> post(int port, String path)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
