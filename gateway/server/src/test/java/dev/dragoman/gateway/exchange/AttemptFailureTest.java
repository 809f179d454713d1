package dev.dragoman.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.RoutePolicy.Trigger;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which failures set off which triggers. */
class AttemptFailureTest {
  private static GatewayError error(ErrorKind kind, int status) {
    return new GatewayError(kind, status, "m", null, null, null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "RATE_LIMIT, 429, Http429",
    "BILLING, 429, Http429",
    "BILLING, 402, ''",
    "SERVER, 500, Http5xx",
    "OVERLOADED, 529, Http5xx",
    "UNAVAILABLE, 503, Http5xx",
    "BAD_UPSTREAM, 502, Http5xx",
    "TIMEOUT, 504, Timeout Http5xx",
    "TIMEOUT, 408, Timeout",
    "SERVER, 408, Timeout",
    "UPSTREAM_TRUNCATED, 502, ConnectError",
    "CONTEXT_TOO_LONG, 400, ContextLength",
    "CONTENT_POLICY, 400, ContentFilter",
    "INVALID_REQUEST, 400, ''",
    "AUTH, 401, ''",
    "PERMISSION, 403, ''",
    "NOT_FOUND, 404, ''",
    "UNKNOWN_PATH, 404, ''",
    "CONFLICT, 409, ''",
    "TOO_LARGE, 413, ''",
    "CANCELLED, 499, ''"
  })
  void theErrorOfAnUpstreamSaysWhatItSetsOff(ErrorKind kind, int status, String triggers) {
    assertThat(AttemptFailure.said(error(kind, status)).triggers())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(triggers.split(" ", -1))
                .filter(name -> !name.isEmpty())
                .map(Trigger::valueOf)
                .collect(Collectors.toSet()));
  }

  @Test
  void aConnectionThatIsNotMadeInTimeIsBothTriggers() {
    assertThat(
            AttemptFailure.unreachable(GatewayException.of(ErrorKind.TIMEOUT, "slow")).triggers())
        .containsExactlyInAnyOrder(Trigger.ConnectError, Trigger.Timeout);
    assertThat(
            AttemptFailure.unreachable(GatewayException.of(ErrorKind.UNAVAILABLE, "full"))
                .triggers())
        .containsExactly(Trigger.ConnectError);
  }

  @Test
  void aRefusedCredentialIsNotShownAndSetsNothingOff() {
    // When
    AttemptFailure failure = AttemptFailure.said(error(ErrorKind.AUTH, 401));

    // Then: clients see a failure of the upstream, which by itself would be a trigger
    assertThat(failure.error().kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(failure.triggers()).isEmpty();
  }
}
