package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.PolicyEntry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway that asks for no key. */
class OwnKeyWithoutKeysTest {
  @Test
  void whoSendsNoneIsToldThatThereIsNone() throws Exception {
    try (TestGateway gateway =
        TestGateway.serving()
            .simulated("chat")
            .policy(new PolicyEntry(false, true, List.of()))
            .start()) {
      // When
      HttpResponse<String> answer =
          gateway.send(HttpRequest.newBuilder(gateway.uri("/v1/key")).build());

      // Then
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("no API key was sent that is known here");
    }
  }
}
