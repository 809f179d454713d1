package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.KeyText;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Providers that are called with the caller's own key (design.md 10, protocols.md 6). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientKeyTest {
  private static final String OWN = "sk-ant-the-callers-own";

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .provider(
              "claude",
              ProtocolName.AnthropicMessages,
              upstream.url().toString(),
              new AuthEntry(AuthEntry.Type.ClientKey, null, null))
          .provider(
              "custom",
              ProtocolName.OpenAIChat,
              upstream.url() + "/v1",
              new AuthEntry(AuthEntry.Type.ClientKey, null, "x-own-key"))
          .route("claude", null, "claude-sonnet-5")
          .route("custom", null, "gpt-4o")
          .start();

  private HttpResponse<String> ask(String model, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.uri("/v1/messages"))
            .header("content-type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"model\":\""
                        + model
                        + "\",\"max_tokens\":9,\"messages\":"
                        + "[{\"role\":\"user\",\"content\":\"q\"}]}"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return gateway.send(request.build());
  }

  @Test
  void theKeyThatDoesNotOpenTheGatewayGoesUpstream() throws Exception {
    // Given
    upstream.then(
        Scenario.json(new AnthropicWire().whole("claude-sonnet-5", ScriptedTurn.saying("hi"))));

    // When
    HttpResponse<String> reply =
        ask("claude-sonnet-5", "x-api-key", TestGateway.KEY, "authorization", "Bearer " + OWN);

    // Then
    ScriptedExchange sent = upstream.take();
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(sent.headers().first("x-api-key")).isEqualTo(OWN);
    assertThat(sent.headers().first("authorization")).isNull();
    assertThat(sent.headers().toString()).doesNotContain(TestGateway.KEY);
  }

  @Test
  void aHeaderOfTheProvidersOwnCarriesIt() throws Exception {
    // Given
    upstream.then(Scenario.json(new OpenAiWire().whole("gpt-4o", ScriptedTurn.saying("hi"))));

    // When
    ask("gpt-4o", "x-api-key", TestGateway.KEY, "x-goog-api-key", OWN);

    // Then
    assertThat(upstream.take().headers().first("x-own-key")).isEqualTo(OWN);
  }

  @Test
  void aCallerWithoutAKeyOfItsOwnIsToldWhatToSend() throws Exception {
    // When
    HttpResponse<String> reply = ask("claude-sonnet-5", "x-api-key", TestGateway.KEY);

    // Then
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.body())
        .contains("authentication_error")
        .contains("your own key of its provider");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void aKeyOfTheGatewaysFormNeverGoesUpstream() throws Exception {
    // When
    HttpResponse<String> reply =
        ask(
            "claude-sonnet-5",
            "x-api-key",
            TestGateway.KEY,
            "authorization",
            "Bearer " + KeyText.generate(new SecureRandom()).text());

    // Then
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void aKeyThatTheProviderRefusesIsTheCallersToMend() throws Exception {
    // Given
    upstream.then(Scenario.json(401, new AnthropicWire().error(401, "invalid x-api-key " + OWN)));

    // When
    HttpResponse<String> reply =
        ask("claude-sonnet-5", "x-api-key", TestGateway.KEY, "authorization", "Bearer " + OWN);

    // Then
    assertThat(reply.statusCode()).isEqualTo(401);
    assertThat(reply.body())
        .contains("the provider of this model refuses your key")
        .doesNotContain(OWN);
  }
}
