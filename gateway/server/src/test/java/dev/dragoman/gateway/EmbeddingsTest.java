package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code POST /v1/embeddings} over servers that speak as OpenAI does, and over those that do not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsTest {
  private static final String PATH = "/v1/embeddings";

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .simulated("simulated", "sim-429", "sim-500")
          .provider("openai", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-openai")
          .route("openai", "text-embedding-3-small", "openai")
          .provider("responses", ProtocolName.OpenAIResponses, upstream.url() + "/v1", "s-resp")
          .route("responses", "text-embedding-3-large", "responses")
          .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
          .route("claude", null, "claude")
          .dialect(DialectEntry.Name.Azure, upstream.url().toString(), "s-azure", null)
          .dialect(DialectEntry.Name.Azure, upstream.url() + "/openai", "s-azure", "2024-10-21")
          .dialect(DialectEntry.Name.DeepSeek, upstream.url().toString(), "s-deepseek", null)
          .dialect(DialectEntry.Name.VLLM, upstream.url() + "/v1", "s-vllm", null)
          .dialect(DialectEntry.Name.GenericStrict, upstream.url() + "/v1", "s-strict", null)
          .route(TieredRoute.of("tiered", "openai", "simulated").entry())
          .start();

  private static String answer(String model) {
    return "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[0.25,-1e-3]}],"
        + "\"model\":\""
        + model
        + "\",\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2},\"extra\":[1.0]}";
  }

  private static String ask(String model) {
    return "{ \"input\":\"hello there\",\"model\":\"" + model + "\",\"encoding_format\":\"float\"}";
  }

  @ParameterizedTest
  @CsvSource({
    "openai, /v1/embeddings, authorization, Bearer s-openai, text-embedding-3-small, openai",
    "responses, /v1/embeddings, authorization, Bearer s-resp, text-embedding-3-large, openai",
    "VLLM, /v1/embeddings, authorization, Bearer s-vllm, VLLM, openai",
    "Azure, /openai/v1/embeddings, api-key, s-azure, Azure, azure.ai.openai",
    "Azure-2024-10-21, /openai/deployments/Azure-2024-10-21/embeddings?api-version=2024-10-21, api-key, s-azure, Azure-2024-10-21, azure.ai.openai",
  })
  void whoSpeaksAsOpenAiGetsTheBytes(
      String model,
      String target,
      String header,
      String credential,
      String served,
      String genAiProvider)
      throws Exception {
    // Given
    upstream.then(Scenario.json(answer(served)));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask(model));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo(answer(model));
    assertThat(reply.headers().firstValue("x-request-id")).isPresent();
    assertThat(reply.headers().firstValue("x-dragoman-route")).isPresent();
    ScriptedExchange seen = upstream.take();
    assertThat(seen.target()).isEqualTo(target);
    assertThat(seen.headers().first(header)).isEqualTo(credential);
    assertThat(seen.headers().toString()).doesNotContain(TestGateway.KEY);
    assertThat(seen.bodyText()).isEqualTo(ask(served));
    String usage =
        "gen_ai_client_token_usage_sum{gen_ai_operation_name=\"embeddings\","
            + "gen_ai_provider_name=\""
            + genAiProvider
            + "\",gen_ai_request_model=\""
            + served
            + "\",gen_ai_token_type=\"input\"} 2.0";
    assertThat(gateway.metricsWith(usage)).contains(usage);
  }

  @Test
  void aStrictServerIsAskedForNumbersAndTheClientGetsItsBase64() throws Exception {
    // Given
    upstream.then(Scenario.json(answer("GenericStrict")));

    // When
    HttpResponse<String> reply =
        gateway.post(
            PATH,
            "{\"model\":\"GenericStrict\",\"input\":[\"a\"],\"encoding_format\":\"base64\",\"user\":\"u\"}");

    // Then
    assertThat(upstream.take().bodyText())
        .isEqualTo("{\"model\":\"GenericStrict\",\"input\":[\"a\"]}");
    assertThat(reply.body())
        .isEqualTo(
            "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
                + "\"embedding\":\"AACAPm8Sg7o=\"}],\"model\":\"GenericStrict\","
                + "\"usage\":{\"prompt_tokens\":2,\"total_tokens\":2}}");
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElse(""))
        .startsWith("user;advisory");
    assertThat(reply.headers().firstValue("x-dragoman-token-count")).isEmpty();
  }

  @Test
  void whoWantsNothingLostIsRefused() throws Exception {
    // When
    HttpResponse<String> reply =
        gateway.send(
            gateway
                .request(PATH)
                .header("x-dragoman-strict", "true")
                .POST(
                    BodyPublishers.ofString(
                        "{\"model\":\"GenericStrict\",\"input\":\"a\",\"user\":\"u\"}"))
                .build());

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("\"param\":\"user\"");
    assertThat(upstream.exchanges()).isEmpty();
  }

  /** Neither Anthropic nor DeepSeek has an endpoint that makes vectors. */
  @ParameterizedTest
  @ValueSource(strings = {"claude", "DeepSeek"})
  void whoMakesNoVectorsIsNotAsked(String model) throws Exception {
    // When
    HttpResponse<String> reply = gateway.post(PATH, ask(model));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"model: is served by a provider that makes no embeddings of"
                + " it\",\"type\":\"invalid_request_error\",\"param\":\"model\",\"code\":null}}");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void theSimulatedProviderMakesVectorsOfItsOwn() throws Exception {
    // Given
    String body =
        "{\"model\":\"simulated\",\"dimensions\":4,\"input\":[\"One two\",\"one, TWO!\",\"three\"]}";

    // When
    HttpResponse<String> reply = gateway.post(PATH, body);

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}");
    List<String> vectors =
        Pattern.compile("\"embedding\":(\\[[^]]*])")
            .matcher(reply.body())
            .results()
            .map(vector -> vector.group(1))
            .toList();
    assertThat(vectors).hasSize(3).allMatch(vector -> vector.split(",").length == 4);
    assertThat(vectors.get(1)).isEqualTo(vectors.get(0)).isNotEqualTo(vectors.get(2));
    assertThat(gateway.post(PATH, body).body()).isEqualTo(reply.body());
  }

  @Test
  void theNextTargetIsAskedWhenOneFails() throws Exception {
    // Given
    upstream.then(Scenario.json(503, "{\"error\":{\"message\":\"busy\"}}"));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("tiered"));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue("simulated");
    assertThat(reply.body()).contains("\"model\":\"tiered\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | {'error':{'message':'too long','type':'invalid_request_error','param':'input','code':null}} | 400 | too long",
        "401 | {'error':{'message':'bad key'}} | 502 | upstream authentication failed",
        "429 | {'error':{'message':'slow down'}} | 429 | slow down",
        "500 | {'error':{'message':'secret host'}} | 500 | the upstream failed",
        "200 | {'error':{'message':'secret host','type':'server_error'}} | 500 | the upstream failed",
      })
  void errorsOfTheUpstreamComeInTheClientsForm(int status, String body, int shown, String message)
      throws Exception {
    // Given
    upstream.then(Scenario.json(status, body.replace('\'', '"')));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("openai"));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(shown);
    assertThat(reply.body()).startsWith("{\"error\":{\"message\":\"" + message + "\"");
  }

  @Test
  void aRequestWithoutKeyModelOrMethodIsRefused() throws Exception {
    assertThat(gateway.post(PATH, "{\"input\":\"a\"}").body()).contains("model: must be a string");
    assertThat(gateway.post(PATH, "[]").statusCode()).isEqualTo(400);
    assertThat(gateway.post(PATH, ask("nobody")).statusCode()).isEqualTo(404);
    HttpResponse<String> got = gateway.send(gateway.request(PATH).GET().build());
    assertThat(got.statusCode()).isEqualTo(405);
    HttpResponse<String> stranger =
        gateway.send(
            HttpRequest.newBuilder(gateway.uri(PATH))
                .POST(BodyPublishers.ofString(ask("simulated")))
                .build());
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.body()).contains("\"code\":\"invalid_api_key\"");
  }
}
