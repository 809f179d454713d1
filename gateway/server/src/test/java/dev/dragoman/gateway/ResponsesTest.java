package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients of OpenAI Responses meet at the client port (protocols.md 2.11 and 7, Codex). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResponsesTest {
  private static final String PATH = "/v1/responses";

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final TestGateway gateway =
      TestGateway.serving()
          .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-o")
          .route("gpt", null, "gpt")
          .start();

  @BeforeEach
  void freshScript() {
    upstream.reset();
  }

  @AfterAll
  void stop() {
    gateway.close();
    upstream.close();
  }

  @Test
  @Tag("pitfall-145")
  void aStreamEndsByItsOwnEvent() throws Exception {
    // Given
    upstream.then(
        Scenario.stream(new OpenAiWire().stream("gpt", ScriptedTurn.saying("Good ", "day."))));

    // When
    HttpResponse<String> answer =
        gateway.post(
            PATH,
            "{\"model\":\"gpt\",\"stream\":true,\"store\":true,\"input\":\"Hi\","
                + "\"tools\":[{\"type\":\"function\",\"name\":\"f\"},{\"type\":\"web_search\"}]}");

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("event: response.created\n")
        .contains("\"text\":\"Good day.\"", "event: response.completed\n", "\"store\":false")
        .doesNotContain("[DONE]");
    assertThat(answer.headers().firstValue("x-dragoman-warnings").orElse(""))
        .contains("store", "tools[1]");
    assertThat(upstream.take().target()).isEqualTo("/v1/chat/completions");
  }

  @ParameterizedTest
  @Tag("pitfall-16")
  @ValueSource(strings = {"previous_response_id", "conversation"})
  void whatBuildsOnStoredAnswersIsRefusedByName(String field) throws Exception {
    // When
    HttpResponse<String> answer =
        gateway.post(PATH, "{\"model\":\"gpt\",\"input\":\"Hi\",\"" + field + "\":\"resp_1\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("\"param\":\"" + field + "\"", "\"code\":\"unsupported_parameter\"");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void storedAnswersAreNotThere(String method) throws Exception {
    // When
    HttpResponse<String> answer =
        gateway.send(
            gateway
                .request(PATH + "/resp_1")
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());

    // Then
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .contains("answers are not stored here", PATH + "/resp_1", "POST " + PATH);
  }

  @Test
  void otherMethodsAreNotThose() throws Exception {
    // When
    HttpResponse<String> answer = gateway.send(gateway.request(PATH).GET().build());

    // Then
    assertThat(answer.statusCode()).isEqualTo(405);
  }

  /** Codex tries a websocket and falls back on 404. */
  @Test
  void aWebsocketIsRefusedSoThatClientsFallBack() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      // Given
      URI address = URI.create(gateway.uri(PATH).toString().replaceFirst("^http", "ws"));

      // When
      CompletionException refused =
          catchThrowableOfType(
              CompletionException.class,
              () ->
                  client
                      .newWebSocketBuilder()
                      .buildAsync(address, new WebSocket.Listener() {})
                      .join());

      // Then
      assertThat(refused.getCause())
          .isInstanceOfSatisfying(
              WebSocketHandshakeException.class,
              failure -> assertThat(failure.getResponse().statusCode()).isEqualTo(404));
    }
  }
}
