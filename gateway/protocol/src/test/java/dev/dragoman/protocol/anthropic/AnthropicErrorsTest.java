package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnthropicErrorsTest {
  private static GatewayError decoded(int status, String body, String... headers) {
    return AnthropicErrors.decode(
        new WireResponse(status, WireHeaders.of(headers), Wire.utf8(body)));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,400,invalid_request_error",
    "CONTENT_POLICY,400,invalid_request_error",
    "AUTH,401,authentication_error",
    "BILLING,402,billing_error",
    "PERMISSION,403,permission_error",
    "NOT_FOUND,404,not_found_error",
    "UNKNOWN_PATH,404,not_found_error",
    "METHOD,405,invalid_request_error",
    "CONFLICT,409,conflict_error",
    "TOO_LARGE,413,request_too_large",
    "RATE_LIMIT,429,rate_limit_error",
    "CANCELLED,499,api_error",
    "SERVER,500,api_error",
    "BAD_UPSTREAM,502,api_error",
    "UPSTREAM_TRUNCATED,502,api_error",
    "UNAVAILABLE,529,overloaded_error",
    "OVERLOADED,529,overloaded_error",
    "TIMEOUT,504,timeout_error"
  })
  void everyKindHasItsStatusAndType(ErrorKind kind, int status, String type) {
    // When
    WireResponse response = AnthropicErrors.encode(GatewayError.of(kind, "why"), "abc");

    // Then
    assertThat(response.status()).isEqualTo(status);
    assertThat(tree(response.body()))
        .isEqualTo(
            tree(
                """
                {"type":"error","error":{"type":"%s","message":"why"},"request_id":"req_abc"}
                """
                    .formatted(type)));
    assertThat(response.headers().first("request-id")).isEqualTo("req_abc");
    assertThat(response.headers().first("retry-after")).isNull();
  }

  @Test
  @Tag("pitfall-119")
  void theWaitIsTold() {
    // When
    WireResponse response =
        AnthropicErrors.encode(
            GatewayError.of(ErrorKind.RATE_LIMIT, "slow").withRetryAfter(Duration.ofMillis(12_500)),
            "abc");

    // Then
    assertThat(response.headers().first("retry-after")).isEqualTo("13");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "prompt is too long: 5 tokens > 4 maximum|prompt is too long: 5 tokens > 4 maximum",
        "This model's maximum context length is 8,192 tokens. However, your messages resulted in"
            + " 9000 tokens.|prompt is too long: 9000 tokens > 8192 maximum",
        "gpt-4-1106-preview's maximum context length is 128000 tokens, however you requested 130000"
            + " tokens|prompt is too long: 130000 tokens > 128000 maximum",
        "Input is too long|prompt is too long: Input is too long"
      })
  void clientsRecogniseAPromptThatIsTooLong(String message, String shown) {
    assertThat(
            tree(AnthropicErrors.encode(GatewayError.of(ErrorKind.CONTEXT_TOO_LONG, message), "abc")
                    .body())
                .at("/error/message")
                .asString())
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "400,invalid_request_error,INVALID_REQUEST",
    "401,authentication_error,AUTH",
    "402,billing_error,BILLING",
    "403,permission_error,PERMISSION",
    "404,not_found_error,NOT_FOUND",
    "409,conflict_error,CONFLICT",
    "413,request_too_large,TOO_LARGE",
    "429,rate_limit_error,RATE_LIMIT",
    "500,api_error,SERVER",
    "504,timeout_error,TIMEOUT",
    "529,overloaded_error,OVERLOADED"
  })
  void everyTypeIsUnderstood(int status, String type, ErrorKind kind) {
    // When
    GatewayError error =
        decoded(
            status,
            "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"why\"},\"request_id\":\"q\"}"
                .formatted(type));

    // Then
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.status()).isEqualTo(status);
    assertThat(error.message()).isEqualTo("why");
    assertThat(error.upstreamRequestId()).isEqualTo("q");
  }

  @Test
  @Tag("pitfall-119")
  void theUpstreamsWaitIsRead() {
    assertThat(decoded(429, "{}", "retry-after", "7").retryAfter())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aPromptThatIsTooLongIsRecognised() {
    assertThat(
            decoded(
                    400,
                    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                        + "\"message\":\"prompt is too long: 5 tokens > 4 maximum\"}}")
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
  }
}
