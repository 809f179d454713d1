package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ErrorBodiesTest {
  private static final Map<String, ErrorKind> KINDS =
      Map.of(
          "invalid_request_error", ErrorKind.INVALID_REQUEST,
          "rate_limit_error", ErrorKind.RATE_LIMIT,
          "overloaded_error", ErrorKind.OVERLOADED,
          "insufficient_quota", ErrorKind.BILLING,
          "content_policy_violation", ErrorKind.CONTENT_POLICY);

  @Test
  void openAiFormIsRead() {
    // When
    GatewayError error =
        decode(
            404,
            """
            {"error":{"message":"The model `x` does not exist","type":"invalid_request_error",
             "param":"model","code":"model_not_found"}}
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(error.status()).isEqualTo(404);
    assertThat(error.message()).isEqualTo("The model `x` does not exist");
    assertThat(error.param()).isEqualTo("model");
    assertThat(error.upstreamCode()).isEqualTo("model_not_found");
    assertThat(error.upstreamType()).isEqualTo("invalid_request_error");
    assertThat(error.raw()).isNotNull();
  }

  @Test
  void anthropicFormIsReadWithTheRequestIdOfTheBody() {
    // When
    GatewayError error =
        decode(
            529,
            """
            {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},
             "request_id":"req_1"}
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(error.upstreamRequestId()).isEqualTo("req_1");
  }

  @Test
  @Tag("pitfall-121")
  void geminiArrayOfOneIsRead() {
    // When
    GatewayError error =
        decode(
            429,
            """
            [{"error":{"code":429,"message":"Quota exceeded","status":"RESOURCE_EXHAUSTED"}}]
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
    assertThat(error.message()).isEqualTo("Quota exceeded");
    assertThat(error.upstreamType()).isEqualTo("RESOURCE_EXHAUSTED");
    assertThat(error.upstreamCode()).isEqualTo("429");
  }

  @Test
  @Tag("pitfall-122")
  void vllmFlatFormKeepsMessageAndStatus() {
    // When
    GatewayError error =
        decode(
            404,
            """
            {"object":"error","message":"The model `m` does not exist.","type":"NotFoundError",
             "param":null,"code":404}
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.NOT_FOUND);
    assertThat(error.status()).isEqualTo(404);
    assertThat(error.message()).isEqualTo("The model `m` does not exist.");
  }

  @Test
  void aGeneralWordDoesNotHideThatAServerIsBusy() {
    // When
    GatewayError error =
        decode(
            503,
            """
            {"error":{"message":"The server is overloaded.","type":"server_error","code":null}}
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
  }

  @Test
  void fastApiDetailsAreJoinedWithTheirPlaces() {
    // When
    GatewayError error =
        decode(
            422,
            """
            {"detail":[{"loc":["body","messages",0,"role"],"msg":"field required","type":"missing"},
             {"loc":["body","model"],"msg":"must be a string"}]}
            """);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
    assertThat(error.message())
        .isEqualTo("body.messages[0].role: field required; body.model: must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"detail\":\"no such thing\"}",
        "{\"message\":\"no such thing\"}",
        "{\"error\":\"no such thing\"}",
        "{\"timestamp\":1,\"error\":\"Not Found\",\"message\":\"no such thing\"}",
        "{\"error\":{\"message\":\"no such thing\"}}",
        "{\"error\":{\"message\":\"no such thing\",\"code\":{}}}",
        "\"no such thing\"",
        " no such thing\n"
      })
  void otherFormsAreRead(String body) {
    assertThat(decode(404, body).message()).isEqualTo("no such thing");
  }

  @Test
  void ofPlainTextTheFirst500CharactersCount() {
    assertThat(decode(500, "x".repeat(2000)).message()).hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{\"error\":{}}", "{\"error\":null}", " ", "{", "\0"})
  void aBodyThatSaysNothingStillGivesAMessage(String body) {
    // When
    GatewayError error = decode(503, body);

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.UNAVAILABLE);
    assertThat(error.message()).isNotBlank();
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST",
    "401, AUTH",
    "402, BILLING",
    "403, PERMISSION",
    "404, NOT_FOUND",
    "405, METHOD",
    "408, TIMEOUT",
    "409, CONFLICT",
    "413, TOO_LARGE",
    "418, INVALID_REQUEST",
    "422, INVALID_REQUEST",
    "429, RATE_LIMIT",
    "500, SERVER",
    "502, BAD_UPSTREAM",
    "503, UNAVAILABLE",
    "504, TIMEOUT",
    "520, SERVER",
    "529, OVERLOADED"
  })
  void theStatusNamesTheKindWhereTheBodyDoesNot(int status, ErrorKind kind) {
    assertThat(decode(status, "{}").kind()).isEqualTo(kind);
    assertThat(decode(status, "{}").status()).isEqualTo(status);
  }

  @Test
  void theCodeIsAskedBeforeTheType() {
    String body =
        """
        {"error":{"message":"m","type":"rate_limit_error","code":"insufficient_quota"}}
        """;
    assertThat(decode(429, body).kind()).isEqualTo(ErrorKind.BILLING);
  }

  @Test
  void aTypeOfTheOtherClassDoesNotTurnA4xxIntoA5xx() {
    String body = "{\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}}";
    assertThat(decode(429, body).kind()).isEqualTo(ErrorKind.RATE_LIMIT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"message\":\"m\",\"code\":429}} | RATE_LIMIT | 429",
        "{\"error\":{\"message\":\"m\",\"type\":\"overloaded_error\"}} | OVERLOADED | 529",
        "{\"error\":{\"message\":\"m\"}} | BAD_UPSTREAM | 502"
      })
  void anErrorInA200HasTheStatusOfItsCode(String body, ErrorKind kind, int status) {
    assertThat(decode(200, body).kind()).isEqualTo(kind);
    assertThat(decode(200, body).status()).isEqualTo(status);
  }

  @Test
  void aFilteredAnswerIsRecognisedByAnthropicsWords() {
    // Given: anthropics/claude-code#58367
    String body =
        "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
            + "\"message\":\"Output blocked by content filtering policy\"}}";

    // Then
    assertThat(decode(400, body).kind()).isEqualTo(ErrorKind.CONTENT_POLICY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt is too long: 210000 tokens > 200000 maximum",
        "input length and `max_tokens` exceed context limit: 1 + 2 > 3",
        "This model's maximum context length is 4096 tokens.",
        "The input token count (1) exceeds the maximum number of tokens allowed (2).",
        "Input is too long for requested model.",
        "too many tokens in the request"
      })
  void aPromptThatDoesNotFitIsRecognised(String message) {
    String body =
        "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    assertThat(decode(400, body).kind()).isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
  }

  @Test
  void tooManyTokensInARateLimitIsNotAPromptThatIsTooLong() {
    assertThat(decode(429, "{\"message\":\"Too many tokens, please wait\"}").kind())
        .isEqualTo(ErrorKind.RATE_LIMIT);
  }

  @Test
  void theContextCodeOfOpenAiIsRecognised() {
    String body = "{\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}}";
    assertThat(decode(400, body).kind()).isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "retry-after | 7 | PT7S",
        "retry-after | 1.5 | PT1.5S",
        "retry-after-ms | 250 | PT0.25S",
        "retry-after | Thu, 01 Jan 2026 00:00:30 GMT | PT30S",
        "retry-after | Wed, 31 Dec 2025 23:59:00 GMT | PT0S",
        "retry-after | soon |",
        "retry-after | -1 |",
        "retry-after | 99999999999999999999 |"
      })
  void theWaitIsReadInAllItsForms(String header, String value, Duration wait) {
    // Given
    WireHeaders headers = WireHeaders.of(header, value, "date", "Thu, 01 Jan 2026 00:00:00 GMT");

    // When
    GatewayError error = ErrorBodies.decode(new WireResponse(429, headers, bytes("{}")), KINDS);

    // Then
    assertThat(error.retryAfter()).isEqualTo(wait);
  }

  @Test
  void theMoreExactWaitCounts() {
    WireHeaders headers = WireHeaders.of("retry-after", "1", "retry-after-ms", "400");
    GatewayError error = ErrorBodies.decode(new WireResponse(429, headers, bytes("{}")), KINDS);
    assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(400));
  }

  @ParameterizedTest
  @ValueSource(strings = {"request-id", "x-request-id"})
  void theRequestIdIsReadFromTheHeaders(String name) {
    WireResponse response = new WireResponse(500, WireHeaders.of(name, "req_7"), bytes("{}"));
    assertThat(ErrorBodies.decode(response, KINDS).upstreamRequestId()).isEqualTo("req_7");
  }

  private static GatewayError decode(int status, String body) {
    return ErrorBodies.decode(new WireResponse(status, WireHeaders.NONE, bytes(body)), KINDS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
