package dev.dragoman.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FirstAnswerTest {
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> received = new ArrayList<>();
  private final HttpServer server;

  FirstAnswerTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(int status, String body) {
    server.createContext(
        "/v1/chat/completions",
        exchange -> {
          received.add(String.valueOf(exchange.getRequestHeaders().getFirst("authorization")));
          received.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private Optional<String> ask() throws InterruptedException {
    URI gateway = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new FirstAnswer(gateway, "planted").ask("m", "Grüße?", out);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theTextOfTheStreamIsPrinted() throws InterruptedException {
    // Given
    answer(
        200,
        """
        : keep-alive

        data: {"choices":[{"index":0,"delta":{"role":"assistant"}}]}

        data: {"choices":[{"index":0,"delta":{"content":"Grüß "}}]}

        data: {"choices":[{"index":0,"delta":{"content":"dich."}}]}

        data: {"choices":[],"usage":{"prompt_tokens":1}}

        data: [DONE]

        """);

    // When
    Optional<String> fault = ask();

    // Then
    assertThat(fault).isEmpty();
    assertThat(text()).isEqualToNormalizingNewlines("Grüß dich.\n");
    assertThat(received)
        .containsExactly(
            "Bearer planted",
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Grüße?\"}],"
                + "\"stream\":true}");
  }

  @Test
  void anErrorBeforeTheStreamIsSaid() throws InterruptedException {
    answer(404, "{\"error\":{\"message\":\"no such model\",\"type\":\"x\"}}");
    assertThat(ask()).contains("status 404: no such model");
    assertThat(text()).isEmpty();
  }

  @Test
  void anErrorInsideTheStreamIsSaid() throws InterruptedException {
    answer(200, "data: {\"error\":{\"message\":\"overloaded\"}}\n\ndata: [DONE]\n\n");
    assertThat(ask()).contains("overloaded");
  }

  @Test
  void anAnswerWithoutAnEndIsSaidToBeCutOff() throws InterruptedException {
    answer(200, "data: {\"choices\":[{\"delta\":{\"content\":\"Half\"}}]}\n\n");
    assertThat(ask()).contains("the answer was cut off");
    assertThat(text()).isEqualToNormalizingNewlines("Half\n");
  }

  @Test
  void nobodyThereIsSaid() throws InterruptedException {
    server.stop(0);
    assertThat(ask()).contains("the gateway did not answer: ConnectException");
  }
}
