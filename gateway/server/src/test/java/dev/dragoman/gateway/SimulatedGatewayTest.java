package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole pipeline over the built-in upstream, as a client sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedGatewayTest {
  private final TestGateway gateway =
      TestGateway.serving()
          .simulated(
              "simulated",
              "sim-400",
              "sim-401",
              "sim-429",
              "sim-500",
              "sim-drop-midstream",
              "sim-error-midstream")
          .start();

  @AfterAll
  void stop() {
    gateway.close();
  }

  private static String chat(String model, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
        .formatted(model, stream);
  }

  private static String messages(String model, boolean stream) {
    return ("{\"model\":\"%s\",\"max_tokens\":100,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model, stream);
  }

  @Test
  void anOpenAiClientGetsAWholeAnswer() throws Exception {
    // When
    HttpResponse<String> answer = gateway.post("/v1/chat/completions", chat("simulated", false));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("You said: hi");
    assertThat(answer.headers().firstValue("x-dragoman-request-id")).isPresent();
    assertThat(answer.headers().firstValue("x-dragoman-provider")).hasValue("simulated");
  }

  @Test
  void anAnthropicClientGetsAWholeAnswer() throws Exception {
    // When
    HttpResponse<String> answer = gateway.post("/v1/messages", messages("simulated", false));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("You said: hi").contains("\"stop_reason\":\"end_turn\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/messages?beta=true", "/v1/%6Dessages", "/v1/messages;v=1"})
  void anEndpointIsServedUnderEverySpellingOfItsPath(String path) throws Exception {
    // When
    HttpResponse<String> answer = gateway.post(path, messages("simulated", false));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("You said: hi");
  }

  @Test
  void anOpenAiClientGetsAStream() throws Exception {
    // When
    HttpResponse<String> answer = gateway.post("/v1/chat/completions", chat("simulated", true));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(answer.body()).contains("\"content\":\" said:\"").endsWith("data: [DONE]\n\n");
    assertThat(answer.body()).doesNotContain("\"usage\":{");
  }

  @Test
  void anAnthropicClientGetsAStream() throws Exception {
    // When
    HttpResponse<String> answer = gateway.post("/v1/messages", messages("simulated", true));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("event: message_start\n")
        .contains("\"text\":\" said:\"")
        .contains("event: message_stop\n");
  }

  @Test
  void failuresBeforeTheAnswerAreHttpErrorsInTheClientsForm() throws Exception {
    // When
    HttpResponse<String> limited = gateway.post("/v1/messages", messages("sim-429", true));
    HttpResponse<String> broken = gateway.post("/v1/chat/completions", chat("sim-500", true));
    HttpResponse<String> own = gateway.post("/v1/messages", messages("sim-401", false));

    // Then
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body()).contains("\"type\":\"rate_limit_error\"");
    assertThat(limited.headers().firstValue("retry-after")).hasValue("1");
    assertThat(broken.statusCode()).as(broken.body()).isEqualTo(500);
    assertThat(broken.body()).contains("\"type\":\"server_error\"");
    assertThat(own.statusCode()).as(own.body()).isEqualTo(502);
    assertThat(own.body()).contains("upstream authentication failed");
  }

  @Test
  void failuresInTheMiddleTravelInTheStream() throws Exception {
    // When
    HttpResponse<String> dropped =
        gateway.post("/v1/messages", messages("sim-drop-midstream", true));
    HttpResponse<String> failed =
        gateway.post("/v1/chat/completions", chat("sim-error-midstream", true));

    // Then
    assertThat(dropped.statusCode()).isEqualTo(200);
    assertThat(dropped.body()).contains("event: error\n").doesNotContain("message_stop");
    assertThat(gateway.metrics())
        .containsPattern(
            "dragoman_gateway_broken_streams_total\\{model=\"sim-drop-midstream\",[^}]*} [1-9]")
        .contains("dragoman_gateway_open_streams 0.0");
    assertThat(failed.body()).contains("\"error\":{").doesNotContain("[DONE]");
  }
}
