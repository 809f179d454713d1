package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: protocols.md 4, column of Bedrock. */
final class ConverseErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "ValidationException,400,INVALID_REQUEST",
    "AccessDeniedException,403,PERMISSION",
    "UnrecognizedClientException,403,AUTH",
    "ExpiredTokenException,403,AUTH",
    "ResourceNotFoundException,404,NOT_FOUND",
    "ConflictException,400,CONFLICT",
    "ThrottlingException,429,RATE_LIMIT",
    "ServiceQuotaExceededException,400,RATE_LIMIT",
    "ModelNotReadyException,429,RATE_LIMIT",
    "InternalServerException,500,SERVER",
    "ServiceUnavailableException,503,UNAVAILABLE",
    "ModelErrorException,424,BAD_UPSTREAM",
    "ModelTimeoutException,408,TIMEOUT"
  })
  void anExceptionIsKnownByItsType(String type, int status, ErrorKind kind) {
    // When
    GatewayError error =
        ConverseErrors.decode(
            response(
                status,
                "{\"message\":\"no\"}",
                "x-amzn-errortype",
                type + ":http://internal.amazon.com/coral/",
                "x-amzn-requestid",
                "r-1"));

    // Then
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.message()).isEqualTo("no");
    assertThat(error.upstreamType()).isEqualTo(type);
    assertThat(error.upstreamRequestId()).isEqualTo("r-1");
  }

  @Test
  void theTypeMayStandInTheBody() {
    // When
    GatewayError error =
        ConverseErrors.decode(
            response(400, "{\"__type\":\"com.amazon#ThrottlingException\",\"Message\":\"slow\"}"));

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMIT);
    assertThat(error.message()).isEqualTo("slow");
  }

  @ParameterizedTest
  @CsvSource({
    "Input is too long for requested model.",
    "The model returned the following errors: prompt is too long: 9 tokens > 8 maximum"
  })
  void aPromptThatIsTooLongIsRecognised(String message) {
    assertThat(
            ConverseErrors.decode(
                    response(
                        400,
                        "{\"message\":\"" + message + "\"}",
                        "x-amzn-errortype",
                        "ValidationException"))
                .kind())
        .isEqualTo(ErrorKind.CONTEXT_TOO_LONG);
  }

  @Test
  void aLimitOfTokensIsNoPromptThatIsTooLong() {
    assertThat(
            ConverseErrors.decode(
                    response(
                        429,
                        "{\"message\":\"Too many tokens, please wait before trying again.\"}",
                        "x-amzn-errortype",
                        "ThrottlingException"))
                .kind())
        .isEqualTo(ErrorKind.RATE_LIMIT);
  }

  @Test
  void aPageOfAProxyIsAnErrorAsWell() {
    assertThat(ConverseErrors.decode(response(502, "<html>bad gateway</html>")).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void aSuccessWithoutAnAnswerIsAFault() {
    assertThatThrownBy(() -> ConverseResponses.decode(response(200, "{\"message\":\"no\"}")))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
    assertThatThrownBy(() -> ConverseResponses.decode(response(200, "{\"output\":{}}")))
        .isInstanceOfSatisfying(
            GatewayException.class,
            e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
  }
}
