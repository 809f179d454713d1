package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.response;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: protocols.md 4; "Troubleshooting" on ai.google.dev. */
final class GeminiErrorsTest {
  private static GatewayError decoded(int status, String error) {
    return new GeminiOutbound().decodeError(response(status, "{'error':{" + error + "}}"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_ARGUMENT, INVALID_REQUEST",
    "400, FAILED_PRECONDITION, INVALID_REQUEST",
    "401, UNAUTHENTICATED, AUTH",
    "403, PERMISSION_DENIED, PERMISSION",
    "404, NOT_FOUND, NOT_FOUND",
    "429, RESOURCE_EXHAUSTED, RATE_LIMIT",
    "499, CANCELLED, CANCELLED",
    "500, INTERNAL, SERVER",
    "503, UNAVAILABLE, UNAVAILABLE",
    "504, DEADLINE_EXCEEDED, TIMEOUT"
  })
  void everyStatusHasItsKind(int status, String word, ErrorKind kind) {
    // When
    GatewayError error =
        decoded(status, "'code':" + status + ",'message':'why','status':'" + word + "'");

    // Then
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.message()).isEqualTo("why");
    assertThat(error.upstreamType()).isEqualTo(word);
  }

  @Test
  @Tag("pitfall-119")
  void theWaitIsToldInTheDetails() {
    // When
    GatewayError error =
        decoded(
            429,
            "'code':429,'message':'Quota','status':'RESOURCE_EXHAUSTED','details':[{'@type':"
                + "'type.googleapis.com/google.rpc.QuotaFailure'},{'@type':"
                + "'type.googleapis.com/google.rpc.RetryInfo','retryDelay':'12.5s'}]");

    // Then
    assertThat(error.retryAfter()).isEqualTo(Duration.ofMillis(12_500));
  }

  @Test
  @Tag("pitfall-123")
  void aKeyThatGoogleDoesNotKnowIsNoFaultOfTheRequest() {
    // When
    GatewayError error =
        decoded(
            400,
            "'code':400,'message':'API key not valid.','status':'INVALID_ARGUMENT','details':[{"
                + "'@type':'type.googleapis.com/google.rpc.ErrorInfo','reason':"
                + "'API_KEY_INVALID','domain':'googleapis.com'}]");

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.AUTH);
  }

  @Test
  void aPromptThatIsTooLongIsOne() {
    assertThat(
            decoded(
                    400,
                    "'code':400,'message':'The input token count (2000000) exceeds the maximum"
                        + " number of tokens allowed (1048576).','status':'INVALID_ARGUMENT'")
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
  }

  @Test
  @Tag("pitfall-121")
  void anArrayOfOneIsRead() {
    // When
    GatewayError error =
        new GeminiOutbound()
            .decodeError(
                response(
                    429,
                    "[{'error':{'code':429,'message':'Quota','status':'RESOURCE_EXHAUSTED',"
                        + "'details':[{'retryDelay':'3s'}]}}]"));

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
    assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }
}
