package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that run while their process is told to stop. */
class DrainTest {
  private static final int LONGER_THAN_ANY_TEST = 600;

  private static String chat(String model) {
    return "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
        .formatted(model);
  }

  private static String messages(String model) {
    return ("{\"model\":\"%s\",\"max_tokens\":1000,\"stream\":true,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model);
  }

  private static InputStream begun(HttpResponse<InputStream> answer) throws IOException {
    InputStream body = answer.body();
    assertThat(body.read()).isNotNegative();
    return body;
  }

  private static String rest(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  @Tag("requirement-72")
  void whatRunsBeyondTheDrainEndsWithTheErrorOfItsProtocol() throws Exception {
    // Given
    TestGateway gateway =
        TestGateway.serving()
            .slow("slow", LONGER_THAN_ANY_TEST)
            .drain(Duration.ofMillis(500))
            .start();
    InputStream openAi = begun(gateway.open("/v1/chat/completions", chat("slow")));
    InputStream anthropic = begun(gateway.open("/v1/messages", messages("slow")));

    // When
    CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);

    // Then
    assertThat(rest(openAi))
        .contains("\"error\":{")
        .contains("the gateway is being stopped")
        .doesNotContain("finish_reason\":\"stop");
    assertThat(rest(anthropic))
        .contains("event: error\n")
        .contains("the gateway is being stopped")
        .doesNotContain("message_stop");
    closed.join();
  }

  @Test
  void whatEndsWithinTheDrainIsWhole() throws Exception {
    // Given
    TestGateway gateway =
        TestGateway.serving().slow("slow", 2).drain(Duration.ofMinutes(1)).start();
    InputStream body = begun(gateway.open("/v1/chat/completions", chat("slow")));

    // When
    CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close);

    // Then
    assertThat(rest(body)).contains("\"finish_reason\":\"stop\"").endsWith("data: [DONE]\n\n");
    closed.join();
  }
}
