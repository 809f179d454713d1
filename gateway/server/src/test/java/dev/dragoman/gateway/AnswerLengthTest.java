package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code limits.maxOutputTokens} of a route does to requests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AnswerLengthTest {
  @RegisterExtension private final ThreeUpstreams upstreams = new ThreeUpstreams();

  @AutoClose
  private final TestGateway gateway =
      upstreams
          .providers()
          .route(TieredRoute.of("pass", "pass-1").maxOutputTokens(2000).entry())
          .route(TieredRoute.of("convert", "convert-1").maxOutputTokens(2000).entry())
          .route(TieredRoute.of("tight", "pass-1", "convert-2").maxOutputTokens(1000).entry())
          .start();

  private static String messages(String model, int maxTokens, String more) {
    return ("{ \"model\":\"%s\", \"max_tokens\" : %d, \"temperature\":1.0,%s"
            + " \"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(model, maxTokens, more);
  }

  @Test
  void aLongerWishIsLoweredWithAWarningAndTheOtherBytesPass() throws Exception {
    // Given
    upstreams.first.then(FailoverSide.PASSED.hello(false));
    String thinking = "\"thinking\" : {\"type\":\"enabled\",\"budget_tokens\":%d},";

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/messages", messages("pass", 64000, thinking.formatted(31999)));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(upstreams.first.take().bodyText())
        .isEqualTo(messages("m1", 2000, thinking.formatted(1024)));
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
        .contains("max_tokens;advisory;\"lowered to 2000")
        .contains("thinking.budget_tokens;advisory;\"lowered to 1024");
  }

  @Test
  void aShorterWishPassesUntouched() throws Exception {
    // Given
    upstreams.first.then(FailoverSide.PASSED.hello(false));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("pass", 2000, ""));

    // Then
    assertThat(upstreams.first.take().bodyText()).isEqualTo(messages("m1", 2000, ""));
    assertThat(reply.headers().firstValue("x-dragoman-warnings")).isEmpty();
  }

  @Test
  void aConvertedRequestIsBoundedAlike() throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.hello(false));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("convert", 2001, ""));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(upstreams.first.take().bodyText()).contains("tokens\":2000");
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElseThrow())
        .contains("max_tokens;advisory;\"lowered to 2000");
  }

  @Test
  void aRequestThatAsksForNothingGetsTheBound() throws Exception {
    // Given
    upstreams
        .first
        .then(FailoverSide.CONVERTED.hello(false))
        .then(FailoverSide.PASSED.hello(false));
    String chat = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    // When
    HttpResponse<String> passed = gateway.post("/v1/chat/completions", chat.formatted("convert"));
    HttpResponse<String> converted = gateway.post("/v1/chat/completions", chat.formatted("pass"));

    // Then
    assertThat(passed.statusCode()).as(passed.body()).isEqualTo(200);
    assertThat(converted.statusCode()).as(converted.body()).isEqualTo(200);
    assertThat(upstreams.first.take().bodyText())
        .containsPattern("\"max_(completion_)?tokens\":2000}$");
    assertThat(upstreams.first.take().bodyText()).contains("\"max_tokens\":2000");
    assertThat(passed.headers().firstValue("x-dragoman-warnings")).isEmpty();
  }

  @Test
  void aTargetWhoseThinkingDoesNotFitIsPassedOver() throws Exception {
    // Given: thinking is not converted, so the second target can carry the request
    upstreams.second.then(FailoverSide.CONVERTED.hello(false));
    String thinking = "\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":1500},";

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", messages("tight", 64000, thinking));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(upstreams.first.exchanges()).isEmpty();
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue("convert-2");
  }
}
