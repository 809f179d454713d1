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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UpstreamErrorsTest {
  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  @Tag("pitfall-123")
  void aRefusedCredentialOfTheGatewayDoesNotLookLikeTheClients(int status) {
    // When
    GatewayError seen =
        forClient(
            status,
            """
            {"error":{"message":"Incorrect API key provided: sk-ant-REDACTED","code":"invalid_api_key"}}
            """);

    // Then
    assertThat(seen.kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(seen.status()).isEqualTo(502);
    assertThat(seen.message()).isEqualTo("upstream authentication failed");
    assertThat(seen.upstreamCode()).isNull();
    assertThat(seen.raw()).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 529, 599})
  @Tag("pitfall-124")
  void faultsOfTheUpstreamGetAFixedText(int status) {
    // When
    GatewayError seen = forClient(status, "{\"message\":\"http://10.1.2.3/v1?key=secret died\"}");

    // Then
    assertThat(seen.status()).isGreaterThanOrEqualTo(500);
    assertThat(seen.message()).startsWith("the upstream").doesNotContain("secret", "10.1");
  }

  /** CLIProxyAPI#1895. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>nginx</body></html>",
        "\n <!DOCTYPE html><title>x</title>",
        "<?xml version=\"1.0\"?><Error/>"
      })
  @Tag("pitfall-120")
  void aPageOfAProxyIsNotShown(String page) {
    for (int status : new int[] {400, 404, 413, 429, 502}) {
      GatewayError seen = forClient(status, page);
      assertThat(seen.status()).isEqualTo(status);
      assertThat(seen.message()).doesNotContain("<").contains("upstream");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt is too long: 210000 tokens > 200000 maximum",
        "Rate limit reached for gpt-4o on tokens per min (TPM): Please try again in 2s",
        "messages.0.content.1.text: Field required",
        "tools.0.custom.input_schema.type: Input should be 'object'",
        "messages[2].tool_calls[0].function.arguments is not valid JSON",
        "tool_use ids were found without tool_result blocks: toolu_01A09q90qw90lq917835lq9",
        "The model `us.anthropic.claude-sonnet-4-5-20250929-v1:0` does not exist",
        "Unsupported parameter: 'max_tokens' is not supported with this model.",
        "temperature: 1.7 must be at most 1.0",
        "no tool named mcp__files__read_file_v2"
      })
  void whatClientsActOnIsKeptWordForWord(String message) {
    GatewayError error = error(ErrorKind.INVALID_REQUEST, message);
    assertThat(UpstreamErrors.forClient(error).message()).isEqualTo(message);
  }

  /** nyroway/nyro#68, orbit#490. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://generativelanguage.test/v1beta/models?key=AIzaSyPlanted00Secret1 | AIza",
        "POST http://10.0.0.7:8000/v1/chat?api_key=planted | planted",
        "connect to vllm-svc.models.svc:8000 | svc",
        "host gpu-3.corp.internal said no | internal",
        "refused by 10.11.12.13:9000 | 10.11",
        "refused by localhost:11434 | 11434",
        "refused by [fe80::1]:443 | fe80",
        "key sk-proj-abc123DEF456 is bad | abc123",
        "header was Bearer abc.def.ghi | abc.def",
        "api_key=0123456789abcdef | 0123456789",
        "{\"key\": \"a1b2c3d4e5f6\"} | a1b2",
        "AKIAABCDEFGHIJKLMNOP has no access | AKIA",
        "User: arn:aws:iam::123456789012:user/planted is not allowed | planted",
        "account 123456789012 is over quota | 1234567",
        "in organization org-AbCdEf123456 on tokens | AbCdEf",
        "projects/my-planted-project/locations/x | planted",
        "consumer project_number:998877665544 | 9988",
        "owner someone@example.test | someone",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig | eyJ",
        "secret wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY00aa | wJalr"
      })
  @Tag("pitfall-124")
  void whereAndAsWhomTheGatewayCallsIsTakenOut(String message, String secret) {
    GatewayError error = error(ErrorKind.INVALID_REQUEST, message);
    assertThat(UpstreamErrors.forClient(error).message()).doesNotContain(secret);
  }

  @Test
  void waitAndRequestIdAreKept() {
    // Given
    GatewayError error =
        new GatewayError(
            ErrorKind.RATE_LIMIT,
            429,
            "Slow down",
            null,
            "rate_limit_exceeded",
            "tokens",
            Duration.ofSeconds(3),
            "req_1",
            null);

    // When
    GatewayError seen = UpstreamErrors.forClient(error);

    // Then
    assertThat(seen).isEqualTo(error);
  }

  @Test
  void anUnusualStatusBecomesThatOfItsKind() {
    assertThat(forClient(422, "{\"detail\":\"field required\"}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindKeepsItsClass(ErrorKind kind) {
    // When
    GatewayError seen = UpstreamErrors.forClient(error(kind, "words"));

    // Then
    boolean credential = kind == ErrorKind.AUTH || kind == ErrorKind.PERMISSION;
    assertThat(seen.status()).isEqualTo(credential ? 502 : kind.status());
  }

  private static GatewayError error(ErrorKind kind, String message) {
    return GatewayError.of(kind, message);
  }

  private static GatewayError forClient(int status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return UpstreamErrors.forClient(
        ErrorBodies.decode(new WireResponse(status, WireHeaders.NONE, bytes), Map.of()));
  }
}
