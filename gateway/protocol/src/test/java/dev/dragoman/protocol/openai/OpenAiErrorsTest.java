package dev.dragoman.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiErrorsTest {
  private static String body(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static GatewayError decode(int status, String body) {
    return OpenAiErrors.decode(
        new WireResponse(status, WireHeaders.NONE, body.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,400,invalid_request_error,",
    "CONTEXT_TOO_LONG,400,invalid_request_error,context_length_exceeded",
    "CONTENT_POLICY,400,invalid_request_error,content_policy_violation",
    "AUTH,401,invalid_request_error,invalid_api_key",
    "BILLING,429,insufficient_quota,insufficient_quota",
    "PERMISSION,403,invalid_request_error,",
    "NOT_FOUND,404,invalid_request_error,model_not_found",
    "UNKNOWN_PATH,404,invalid_request_error,",
    "METHOD,405,invalid_request_error,",
    "CONFLICT,409,invalid_request_error,",
    "TOO_LARGE,413,invalid_request_error,",
    "RATE_LIMIT,429,rate_limit_error,rate_limit_exceeded",
    "CANCELLED,499,invalid_request_error,",
    "SERVER,500,server_error,server_error",
    "BAD_UPSTREAM,502,server_error,upstream_error",
    "UPSTREAM_TRUNCATED,502,server_error,upstream_error",
    "UNAVAILABLE,503,service_unavailable_error,server_is_overloaded",
    "OVERLOADED,503,service_unavailable_error,server_is_overloaded",
    "TIMEOUT,504,server_error,timeout"
  })
  void everyKindHasItsStatusTypeAndCode(ErrorKind kind, int status, String type, String code) {
    // When
    WireResponse response = OpenAiErrors.encode(GatewayError.of(kind, "what"), "req1");

    // Then
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.headers().first("x-request-id")).isEqualTo("req1");
    assertThat(response.headers().first("content-type"))
        .isEqualTo("application/json; charset=utf-8");
    assertThat(body(response))
        .isEqualTo(
            "{\"error\":{\"message\":\"what\",\"type\":\""
                + type
                + "\",\"param\":null,\"code\":"
                + (code == null ? "null" : "\"" + code + "\"")
                + "}}");
  }

  @Test
  void theFieldAndTheUpstreamsCodeAreNamed() {
    // Given
    GatewayError error =
        new GatewayError(
            ErrorKind.INVALID_REQUEST,
            400,
            "seed: no",
            "seed",
            "unsupported_parameter",
            null,
            null,
            null,
            null);

    // Then
    assertThat(body(OpenAiErrors.encode(error, "r")))
        .isEqualTo(
            "{\"error\":{\"message\":\"seed: no\",\"type\":\"invalid_request_error\","
                + "\"param\":\"seed\",\"code\":\"unsupported_parameter\"}}");
  }

  /** litellm#37754, lean-ctx#1638. */
  @Test
  @Tag("pitfall-119")
  void theTimeToWaitIsSaidInWholeSeconds() {
    // Given
    GatewayError error =
        GatewayError.of(ErrorKind.RATE_LIMIT, "slow").withRetryAfter(Duration.ofMillis(1200));

    // Then
    assertThat(OpenAiErrors.encode(error, "r").headers().first("retry-after")).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"code\":null}} |"
            + " INVALID_REQUEST",
        "400 | {\"error\":{\"message\":\"m\",\"code\":\"context_length_exceeded\"}} |"
            + " CONTEXT_TOO_LONG",
        "400 | {\"error\":{\"message\":\"m\",\"code\":\"content_filter\"}} | CONTENT_POLICY",
        "401 | {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\","
            + "\"code\":\"invalid_api_key\"}} | AUTH",
        "404 | {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\","
            + "\"code\":\"model_not_found\"}} | NOT_FOUND",
        "422 | {\"detail\":[{\"loc\":[\"body\",\"n\"],\"msg\":\"bad\"}]} | INVALID_REQUEST",
        "429 | {\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\","
            + "\"code\":\"insufficient_quota\"}} | BILLING",
        "429 | {\"error\":{\"message\":\"m\",\"type\":\"tokens\","
            + "\"code\":\"rate_limit_exceeded\"}} | RATE_LIMIT",
        "500 | {\"error\":{\"message\":\"m\",\"type\":\"server_error\"}} | SERVER",
        "503 | {\"error\":{\"message\":\"m\",\"type\":\"service_unavailable_error\"}} |"
            + " UNAVAILABLE",
        "502 | <html>bad gateway</html> | BAD_UPSTREAM"
      })
  @Tag("pitfall-120")
  void upstreamErrorsHaveTheirKind(int status, String body, ErrorKind kind) {
    assertThat(decode(status, body).kind()).isEqualTo(kind);
  }

  @Test
  @Tag("pitfall-122")
  void aFlatErrorKeepsItsMessageAndStatus() {
    // When
    GatewayError error =
        decode(400, "{\"object\":\"error\",\"message\":\"no such tool\",\"code\":400}");

    // Then
    assertThat(error.message()).isEqualTo("no such tool");
    assertThat(error.status()).isEqualTo(400);
  }
}
