package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.AuthEntry;
import dev.dragoman.contract.CredentialRef;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vectors of Gemini and Bedrock for clients of OpenAI, and of all of them for clients of Gemini.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddingsElsewhereTest {
  private static final String PATH = "/v1/embeddings";
  private static final CredentialRef BEARER = new CredentialRef("bearer");

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .simulated("simulated")
          .provider("openai", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-openai")
          .route("openai", "text-embedding-3-small", "openai")
          .provider("gemini", ProtocolName.Gemini, upstream.url().toString(), "s-gemini")
          .route("gemini", "gemini-embedding-001", "gemini")
          .bedrock(
              "bedrock",
              upstream.url(),
              new AuthEntry(AuthEntry.Type.AwsBearer, BEARER, null),
              Map.of(BEARER, "s-bedrock"))
          .route("bedrock", "amazon.titan-embed-text-v2:0", "titan")
          .route("bedrock", "eu.cohere.embed-v4:0", "cohere")
          .route("bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "claude")
          .start();

  private static String ask(String model, String input) {
    return "{\"model\":\"" + model + "\",\"input\":" + input + ",\"dimensions\":2}";
  }

  private static String vectors(String data, int tokens, String model) {
    return "{\"object\":\"list\",\"data\":["
        + data
        + "],\"model\":\""
        + model
        + "\",\"usage\":{\"prompt_tokens\":"
        + tokens
        + ",\"total_tokens\":"
        + tokens
        + "}}";
  }

  private static String vector(int index, String numbers) {
    return "{\"object\":\"embedding\",\"index\":" + index + ",\"embedding\":" + numbers + "}";
  }

  @Test
  void geminiIsAskedForABatchAndItsTokensAreEstimated() throws Exception {
    // Given
    upstream.then(Scenario.json("{\"embeddings\":[{\"values\":[0.5,1]},{\"values\":[-1,2e-3]}]}"));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("gemini", "[\"hello\",\"you\"]"));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body())
        .isEqualTo(vectors(vector(0, "[0.5,1.0]") + "," + vector(1, "[-1.0,0.002]"), 3, "gemini"));
    assertThat(reply.headers().firstValue("x-dragoman-token-count")).hasValue("estimate");
    ScriptedExchange seen = upstream.take();
    assertThat(seen.target()).isEqualTo("/v1beta/models/gemini-embedding-001:batchEmbedContents");
    assertThat(seen.headers().first("x-goog-api-key")).isEqualTo("s-gemini");
    assertThat(seen.bodyText()).contains("\"outputDimensionality\":2");
  }

  @Test
  void tokensThatAreReportedAreNoEstimate() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            "{\"embeddings\":[{\"values\":[1]}],\"usageMetadata\":{\"promptTokenCount\":9}}"));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("gemini", "\"hello\""));

    // Then
    assertThat(reply.body()).contains("\"prompt_tokens\":9");
    assertThat(reply.headers().firstValue("x-dragoman-token-count")).isEmpty();
  }

  @Test
  void eachTextIsACallOfTitan() throws Exception {
    // Given
    for (int i = 0; i < 6; i++) {
      upstream.then(Scenario.json("{\"embedding\":[0.5,1],\"inputTextTokenCount\":3}"));
    }

    // When
    HttpResponse<String> reply =
        gateway.post(PATH, ask("titan", "[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]"));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(reply.body()).contains("\"index\":5", "\"prompt_tokens\":18");
    assertThat(upstream.exchanges())
        .hasSize(6)
        .allSatisfy(seen -> {
          assertThat(seen.target()).isEqualTo("/model/amazon.titan-embed-text-v2%3A0/invoke");
          assertThat(seen.headers().first("authorization")).isEqualTo("Bearer s-bedrock");
          assertThat(seen.bodyText()).endsWith(",\"dimensions\":2}");
        });
  }

  @Test
  void oneFailureOfSeveralCallsIsTheAnswer() throws Exception {
    // Given
    for (int i = 0; i < 3; i++) {
      upstream.then(
          Scenario.json(429, "{\"message\":\"Too many requests\"}")
              .with("x-amzn-errortype", "ThrottlingException"));
    }

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("titan", "[\"a\",\"b\",\"c\"]"));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(429);
    assertThat(reply.body()).contains("Too many requests", "\"code\":\"rate_limit_exceeded\"");
  }

  @Test
  void cohereIsToldWhatTheTextsAreForByAnExtraField() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
                "{\"embeddings\":{\"float\":[[1,2]]},\"response_type\":\"embeddings_by_type\"}")
            .with("x-amzn-bedrock-input-token-count", "4"));

    // When
    HttpResponse<String> reply =
        gateway.post(
            PATH,
            "{\"model\":\"cohere\",\"input\":\"hello\",\"input_type\":\"query\",\"user\":\"u\"}");

    // Then
    assertThat(reply.body()).isEqualTo(vectors(vector(0, "[1.0,2.0]"), 4, "cohere"));
    assertThat(reply.headers().firstValue("x-dragoman-warnings").orElse(""))
        .startsWith("user;advisory");
    assertThat(upstream.take().bodyText()).contains("\"input_type\":\"search_query\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gemini", "titan", "cohere"})
  void tokensAreRefusedWithTheirPath(String model) throws Exception {
    // When
    HttpResponse<String> reply = gateway.post(PATH, ask(model, "[[1,2]]"));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("\"param\":\"input[0]\"");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/embeddings, '\"param\":\"model\"'",
    "/v1beta/models/claude:embedContent, INVALID_ARGUMENT"
  })
  void aModelThatMakesNoVectorsIsNotAsked(String path, String inAnswer) throws Exception {
    // When
    HttpResponse<String> reply = gateway.post(path, ask("claude", "\"a\""));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains(inAnswer, "makes no embeddings");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void aClientOfGeminiGetsTheBytesOfGemini() throws Exception {
    // Given
    String answer = "{ \"embedding\": {\"values\": [0.50]}, \"x\": 1 }";
    upstream.then(Scenario.json(answer));

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1beta/models/gemini:embedContent?key=" + TestGateway.KEY,
            "{ \"content\":{\"parts\":[{\"text\":\"a\"}]},\"x\":1.0}");

    // Then
    assertThat(reply.body()).isEqualTo(answer);
    ScriptedExchange seen = upstream.take();
    assertThat(seen.target()).isEqualTo("/v1beta/models/gemini-embedding-001:embedContent");
    assertThat(seen.bodyText())
        .isEqualTo("{ \"content\":{\"parts\":[{\"text\":\"a\"}]},\"x\":1.0}");
  }

  @Test
  void aClientOfGeminiIsServedByOthersToo() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":1,\"embedding\":[2]}],"
                + "\"usage\":{\"prompt_tokens\":5,\"total_tokens\":5}}"));
    String one = "{\"model\":\"models/openai\",\"content\":{\"parts\":[{\"text\":\"a\"}]}}";

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1beta/models/openai:batchEmbedContents", "{\"requests\":[" + one + "," + one + "]}");

    // Then
    assertThat(reply.body())
        .isEqualTo(
            "{\"embeddings\":[{\"values\":[1.0]},{\"values\":[2.0]}],"
                + "\"usageMetadata\":{\"promptTokenCount\":5}}");
    assertThat(upstream.take().bodyText())
        .isEqualTo("{\"model\":\"text-embedding-3-small\",\"input\":[\"a\",\"a\"]}");
  }

  @Test
  void errorsOfGeminiComeInTheWordsOfOpenAi() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            400,
            "{\"error\":{\"code\":400,\"message\":\"too long\",\"status\":\"INVALID_ARGUMENT\"}}"));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("gemini", "\"a\""));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .isEqualTo(
            "{\"error\":{\"message\":\"too long\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":null}}");
  }

  @Test
  void anAnswerWithTooFewVectorsIsNone() throws Exception {
    // Given
    upstream.then(Scenario.json("{\"embeddings\":[{\"values\":[1]}]}"));

    // When
    HttpResponse<String> reply = gateway.post(PATH, ask("gemini", "[\"a\",\"b\"]"));

    // Then
    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.body()).contains("\"code\":\"upstream_error\"");
  }
}
