package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where and as what Google AI Studio is called. */
class GeminiGatewayTest {
  private static final String MODEL = "gemini-3-flash-preview";
  private static final GeminiWire WIRE = new GeminiWire();

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .provider("plain", ProtocolName.Gemini, upstream.url().toString(), "s-plain")
          .route("plain", MODEL, "plain")
          .provider("versioned", ProtocolName.Gemini, upstream.url() + "/v1beta", "s-versioned")
          .route("versioned", MODEL, "versioned")
          .start();

  private HttpResponse<String> asked(String path, String model) throws Exception {
    return gateway.post(
        path,
        "{\"model\":\""
            + model
            + "\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
  }

  /** A base URL that ends in the version, as people copy it, is not given it twice. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "versioned"})
  void theKeyIsInItsHeaderAndTheModelInTheAddress(String model) throws Exception {
    for (String client : new String[] {"/v1/chat/completions", "/v1/messages"}) {
      // Given
      upstream.then(Scenario.json(WIRE.whole(MODEL, ScriptedTurn.saying("Hi").using(3, 2))));

      // When
      HttpResponse<String> reply = asked(client, model);

      // Then
      ScriptedExchange seen = upstream.take();
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.body()).contains("\"Hi\"");
      assertThat(seen.target()).isEqualTo("/v1beta/models/" + MODEL + ":generateContent");
      assertThat(seen.headers().first("x-goog-api-key")).isEqualTo("s-" + model);
      assertThat(seen.headers().first("authorization")).isNull();
    }
    assertThat(gateway.metrics())
        .contains(
            "gen_ai_client_operation_duration_seconds_count{error_type=\"\","
                + "gen_ai_operation_name=\"generate_content\",gen_ai_provider_name=\"gcp.gemini\","
                + "gen_ai_request_model=\""
                + MODEL
                + "\"} 2");
  }

  @Test
  @Tag("pitfall-119")
  void theWaitInTheDetailsOfARefusalIsToldInAHeader() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            429,
            "{\"error\":{\"code\":429,\"message\":\"Quota\",\"status\":\"RESOURCE_EXHAUSTED\","
                + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\","
                + "\"retryDelay\":\"12.5s\"}]}}"));

    // When
    HttpResponse<String> reply = asked("/v1/chat/completions", "plain");

    // Then
    assertThat(reply.statusCode()).isEqualTo(429);
    assertThat(reply.headers().firstValue("retry-after")).hasValue("13");
  }
}
