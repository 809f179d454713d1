package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a field that the target cannot carry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LossTest {
  private static final String BODY =
      """
      {"model":"lossy","max_tokens":64,"top_k":5,"stream":%s,
       "messages":[{"role":"user","content":"hi"}]}
      """;

  private static final String ATTACHED =
      """
      {"model":"%s","max_tokens":64,"messages":[{"role":"user","content":[
        {"type":"image","source":{"type":"base64","media_type":"image/png","data":"iVBORw0KGgo="}},
        {"type":"text","text":"what is this?"}]}]}
      """;

  @RegisterExtension private final ThreeUpstreams upstreams = new ThreeUpstreams();

  @AutoClose
  private final TestGateway gateway =
      upstreams
          .providers()
          .route(TieredRoute.of("lossy", "convert-1").entry())
          .route(TieredRoute.of("lenient", "convert-1").lenient().entry())
          .route(TieredRoute.of("either", "convert-1", "pass-2").entry())
          .start();

  /** After the gateway: its start sets up logging anew. */
  @AutoClose private final AccessLines lines = new AccessLines();

  private HttpResponse<String> post(String body, String strict) throws Exception {
    return gateway.send(
        gateway
            .request("/v1/messages")
            .header("x-dragoman-strict", strict)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void itIsNamedInTheReplyTheLogAndTheMetrics(boolean stream) throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.hello(stream));

    // When
    HttpResponse<String> reply = post(BODY.formatted(stream), "false");

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
        .startsWith("top_k;advisory;\"");
    assertThat(lines.of(reply.headers().firstValue("x-dragoman-request-id").orElseThrow()))
        .containsEntry("dropped", "top_k;advisory");
    assertThat(gateway.metrics())
        .containsPattern(
            "dragoman_gateway_losses_total\\{loss=\"advisory\",model=\"m1\","
                + "protocol=\"anthropic\",provider=\"convert-1\"\\} [1-9]");
    upstreams.first.take();
  }

  @Test
  void whoWantsNothingLostIsRefusedBeforeAnythingIsSent() throws Exception {
    // When
    HttpResponse<String> reply = post(BODY.formatted(false), "true");

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("\"invalid_request_error\"", "top_k: ");
    assertThat(upstreams.first.exchanges()).isEmpty();
  }

  @Test
  void whoWantsNothingLostIsServedByATargetThatLosesNothing() throws Exception {
    // Given
    upstreams.second.then(FailoverSide.PASSED.hello(false));

    // When
    HttpResponse<String> reply = post(BODY.formatted(false).replace("lossy", "either"), "true");

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-provider")).contains("pass-2");
    upstreams.second.take();
  }

  @Test
  void whatTheAnswerDependsOnIsRefusedOnAUsualRoute() throws Exception {
    // When
    HttpResponse<String> reply = post(ATTACHED.formatted("lossy"), "false");

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("messages[0].content[0]: images cannot be sent");
  }

  /** protocols.md 1.2, musistudio/llms#68: in lenient mode a text stands in its place. */
  @Test
  void whatTheAnswerDependsOnIsToldInWordsOnALenientRoute() throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.hello(false));

    // When
    HttpResponse<String> reply = post(ATTACHED.formatted("lenient"), "false");

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
        .startsWith("messages[0].content[0];semantic;\"images cannot be sent");
    assertThat(lines.of(reply.headers().firstValue("x-dragoman-request-id").orElseThrow()))
        .containsEntry("dropped", "messages[0].content[0];semantic");
    assertThat(gateway.metrics())
        .containsPattern(
            "dragoman_gateway_losses_total\\{loss=\"semantic\",model=\"m1\","
                + "protocol=\"anthropic\",provider=\"convert-1\"\\} 1");
    assertThat(upstreams.first.take().bodyText())
        .contains("[An image was here and was left out: ", "what is this?");
  }

  @Test
  void whoWantsNothingLostIsRefusedOnALenientRouteToo() throws Exception {
    // When
    HttpResponse<String> reply = post(ATTACHED.formatted("lenient"), "true");

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("messages[0].content[0]: images cannot be sent");
    assertThat(upstreams.first.exchanges()).isEmpty();
  }
}
