package dev.dragoman.gateway;

import static dev.dragoman.gateway.FailoverSide.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What log and metrics tell of attempts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverRecordTest {
  @RegisterExtension private final ThreeUpstreams upstreams = new ThreeUpstreams();

  @AutoClose
  private final TestGateway gateway =
      upstreams
          .providers()
          .route(TieredRoute.of("logged", "convert-1", "pass-2", "pass-3").entry())
          .start();

  /** After the gateway: its start sets up logging anew. */
  @AutoClose private final AccessLines lines = new AccessLines();

  private static String requestId(HttpResponse<String> reply) {
    return reply.headers().firstValue("x-dragoman-request-id").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theLineTellsHowManyAttemptsWereMadeAndWhoServed(boolean stream) throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.error(429, "slow"));
    upstreams.second.then(FailoverSide.PASSED.error(529, "busy"));
    upstreams.third.then(FailoverSide.PASSED.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("logged", stream));

    // Then
    assertThat(lines.of(requestId(reply)))
        .containsEntry("attempts", 3)
        .containsEntry("abandoned", "convert-1:RATE_LIMIT pass-2:OVERLOADED")
        .containsEntry("provider", "pass-3")
        .containsEntry("model", "m3")
        .containsEntry("passThrough", true)
        .containsEntry("statusCode", 200)
        .doesNotContainKeys("kind", "cause");
    assertThat(gateway.metrics())
        .containsPattern(attempts("convert-1", "m1", "rate_limit"))
        .containsPattern(attempts("pass-2", "m2", "overloaded"))
        .containsPattern(attempts("pass-3", "m3", "success"))
        .containsPattern(
            "dragoman_gateway_failovers_total\\{outcome=\"rate_limit\",provider=\"convert-1\"\\}"
                + " [1-9]")
        .containsPattern(
            "dragoman_gateway_failovers_total\\{outcome=\"overloaded\",provider=\"pass-2\"\\}"
                + " [1-9]")
        .doesNotContainPattern("dragoman_gateway_failovers_total\\{[^}]*provider=\"pass-3\"");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerAtOnceIsOneAttempt(boolean stream) throws Exception {
    // Given
    upstreams.first.then(FailoverSide.CONVERTED.hello(stream));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("logged", stream));

    // Then
    assertThat(lines.of(requestId(reply)))
        .containsEntry("attempts", 1)
        .containsEntry("provider", "convert-1")
        .doesNotContainKey("abandoned");
  }

  private static String attempts(String provider, String model, String outcome) {
    return "dragoman_gateway_attempts_total\\{model=\"%s\",outcome=\"%s\",provider=\"%s\"\\} [1-9]"
        .formatted(model, outcome, provider);
  }
}
