package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.ResponsesWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reasoning that OpenAI encrypted for an account which the request no longer reaches. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignReasoningTest {
  private static final String PATH = "/v1/responses";
  private static final String MODEL = "gpt-5.5";
  private static final ResponsesWire WIRE = new ResponsesWire();
  private static final String UNREADABLE =
      "{\"error\":{\"message\":\"The encrypted content gAAAforeign could not be verified.\","
          + "\"type\":\"invalid_request_error\",\"param\":null,"
          + "\"code\":\"invalid_encrypted_content\"}}";

  private final ScriptedUpstream upstream = ScriptedUpstream.start();
  private final TestGateway gateway =
      TestGateway.serving()
          .provider("own", ProtocolName.OpenAIResponses, upstream.url() + "/v1", "s-r")
          .route("own", null, MODEL)
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

  private static String asking(boolean stream) {
    return "{\"model\":\""
        + MODEL
        + "\",\"stream\":"
        + stream
        + ",\"store\":false,\"input\":["
        + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"Add 1 and 1.\"},"
        + "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\","
        + "\"text\":\"Adding.\"}],\"encrypted_content\":\"gAAAforeign\"},"
        + "{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"content\":[{\"type\":"
        + "\"output_text\",\"text\":\"2\",\"annotations\":[]}]},"
        + "{\"type\":\"message\",\"role\":\"user\",\"content\":\"And 1.\"}]}";
  }

  @ParameterizedTest
  @Tag("pitfall-78")
  @ValueSource(booleans = {false, true})
  void theSameUpstreamIsAskedOnceMoreWithoutIt(boolean stream) throws Exception {
    // Given
    ScriptedTurn turn = ScriptedTurn.saying("Th", "ree.");
    upstream
        .then(Scenario.json(400, UNREADABLE))
        .then(
            stream
                ? Scenario.stream(WIRE.stream(MODEL, turn))
                : Scenario.json(WIRE.whole(MODEL, turn)));

    // When
    HttpResponse<String> answer = gateway.post(PATH, asking(stream));

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("Three.");
    assertThat(upstream.take().bodyText()).contains("gAAAforeign");
    assertThat(upstream.take().bodyText())
        .doesNotContain("gAAAforeign", "\"reasoning\",", "rs_1")
        .contains("Add 1 and 1.", "\"2\"", "And 1.");
  }

  @Test
  @Tag("pitfall-78")
  void aSecondRefusalIsAnswered() throws Exception {
    // Given
    upstream.then(Scenario.json(400, UNREADABLE)).then(Scenario.json(400, UNREADABLE));

    // When
    HttpResponse<String> answer = gateway.post(PATH, asking(false));

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("invalid_encrypted_content");
    assertThat(upstream.exchanges()).hasSize(2);
  }

  @Test
  void aRequestWithoutStateIsNotRepeated() throws Exception {
    // Given
    upstream.then(Scenario.json(400, UNREADABLE));

    // When
    HttpResponse<String> answer =
        gateway.post(PATH, "{\"model\":\"" + MODEL + "\",\"store\":false,\"input\":\"Hi\"}");

    // Then
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(upstream.exchanges()).hasSize(1);
  }
}
