package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BudgetEntry;
import dev.dragoman.contract.BudgetEntry.OnExceeded;
import dev.dragoman.contract.BudgetEntry.Period;
import dev.dragoman.contract.DialectEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.SpendPolicy;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Endpoints that the gateway has no model of. Source: design.md 10, "not modelled". */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardTest {
  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .simulated("simulated")
          .provider("openai", ProtocolName.OpenAIChat, upstream.url() + "/v1", "s-openai")
          .route("openai", "upstream-model", "house")
          .provider("responses", ProtocolName.OpenAIResponses, upstream.url() + "/v1", "s-r")
          .route("responses", "upstream-model", "house-r")
          .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "s-a")
          .route("claude", null, "claude")
          .dialect(DialectEntry.Name.Azure, upstream.url().toString(), "s-azure", "2024-10-21")
          .spend(
              new SpendPolicy(
                  List.of(),
                  List.of(
                      new BudgetEntry(
                          "all",
                          Period.Lifetime,
                          "UTC",
                          1,
                          50_000L,
                          null,
                          OnExceeded.Block,
                          List.of())),
                  null))
          .start();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/completions",
        "/v1/images/generations",
        "/v1/audio/speech",
        "/v1/moderations",
        "/v1/rerank"
      })
  void everyByteButTheModelPasses(String path) throws Exception {
    for (String model : List.of("house", "house-r")) {
      // Given
      upstream.reset();
      upstream.then(Scenario.json("{ \"model\":\"upstream-model\",\"n\":1.0}"));

      // When
      HttpResponse<String> reply = gateway.post(path, "{ \"x\":1e2,\"model\":\"" + model + "\" }");

      // Then
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.body()).isEqualTo("{ \"model\":\"" + model + "\",\"n\":1.0}");
      ScriptedExchange seen = upstream.take();
      assertThat(seen.target()).isEqualTo(path);
      assertThat(seen.bodyText()).isEqualTo("{ \"x\":1e2,\"model\":\"upstream-model\" }");
      assertThat(seen.headers().toString()).doesNotContain(TestGateway.KEY);
    }
  }

  @Test
  void azureIsCalledWhereItWants() throws Exception {
    // Given
    upstream.then(Scenario.json("{}"));

    // When
    gateway.post("/v1/completions", "{\"model\":\"Azure-2024-10-21\",\"prompt\":\"a\"}");

    // Then
    assertThat(upstream.take().target())
        .isEqualTo("/openai/deployments/Azure-2024-10-21/completions?api-version=2024-10-21");
  }

  /** Source: OpenAI API reference, "Compact a response". */
  @Test
  void aConversationIsCompactedByWhoMadeIt() throws Exception {
    // Given
    upstream.then(
        Scenario.json(
            "{\"id\":\"resp_1\",\"object\":\"response.compaction\",\"output\":[{\"type\":"
                + "\"compaction\",\"encrypted_content\":\"e\"}],"
                + "\"usage\":{\"input_tokens\":9,\"output_tokens\":2,\"total_tokens\":11}}"));

    // When
    HttpResponse<String> done =
        gateway.post("/v1/responses/compact", "{\"model\":\"house-r\",\"input\":\"Long.\"}");
    HttpResponse<String> elsewhere =
        gateway.post("/v1/responses/compact", "{\"model\":\"house\",\"input\":\"Long.\"}");
    HttpResponse<String> ofAnother =
        gateway.post(
            "/v1/responses/compact",
            "{\"model\":\"house-r\",\"input\":[{\"type\":\"reasoning\",\"id\":\"rs_1\","
                + "\"summary\":[],\"encrypted_content\":\"gw1.abc\"}]}");
    HttpResponse<String> stored =
        gateway.post(
            "/v1/responses/compact", "{\"model\":\"house-r\",\"previous_response_id\":\"resp_0\"}");

    // Then
    assertThat(done.body()).contains("\"encrypted_content\":\"e\"");
    ScriptedExchange sent = upstream.take();
    assertThat(sent.target()).isEqualTo("/v1/responses/compact");
    assertThat(sent.bodyText()).isEqualTo("{\"model\":\"upstream-model\",\"input\":\"Long.\"}");
    assertThat(elsewhere.statusCode()).isEqualTo(404);
    assertThat(elsewhere.body())
        .contains(
            "/v1/responses/compact is served for models of providers that speak OpenAI Responses");
    assertThat(ofAnother.statusCode()).isEqualTo(400);
    assertThat(ofAnother.body()).contains("reasoning state of another provider");
    assertThat(stored.statusCode()).isEqualTo(400);
    assertThat(stored.body()).contains("\"param\":\"previous_response_id\"");
  }

  @Test
  void aSoundComesAsItIs() throws Exception {
    // Given
    byte[] sound = {(byte) 0xFF, (byte) 0xFB, 0, '{', 1};
    upstream.then(Scenario.body(200, "audio/mpeg", sound));

    // When
    HttpResponse<byte[]> reply =
        HttpClient.newHttpClient()
            .send(
                gateway
                    .request("/v1/audio/speech")
                    .POST(BodyPublishers.ofString("{\"model\":\"house\",\"input\":\"a\"}"))
                    .build(),
                BodyHandlers.ofByteArray());

    // Then
    assertThat(reply.body()).isEqualTo(sound);
    assertThat(reply.headers().firstValue("content-type")).hasValue("audio/mpeg");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'prompt':'a'} | 400 | model: must be a string: it says where the call goes",
        "{'model':'house','stream':true} | 400 | stream: is not served at this path; leave it out",
        "{'model':'nobody'} | 404 | the model",
        "{'model':'claude'} | 404 | /v1/completions is served for models of providers that speak OpenAI's protocol",
        "{'model':'simulated'} | 404 | simulated failure of status 404",
        "{'model':'house','max_tokens':200000} | 429 | ",
      })
  void whatCannotPassIsRefusedClearly(String body, int status, String message) throws Exception {
    // When
    HttpResponse<String> reply = gateway.post("/v1/completions", body.replace('\'', '"'));

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.body())
        .startsWith("{\"error\":{\"message\":\"" + (message == null ? "" : message));
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void embeddingsThatTheBudgetCannotCoverAreNotAskedFor() throws Exception {
    // Given
    String text = "word ".repeat(40_000);

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/embeddings", "{\"model\":\"house\",\"input\":\"" + text + "\"}");

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(429);
    assertThat(reply.body()).contains("\"code\":\"insufficient_quota\"");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void errorsOfTheUpstreamComeInTheClientsForm() throws Exception {
    // Given
    upstream.then(Scenario.json(401, "{\"error\":{\"message\":\"bad key\"}}"));

    // When
    HttpResponse<String> reply =
        gateway.post("/v1/moderations", "{\"model\":\"house\",\"input\":\"a\"}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.body()).contains("upstream authentication failed").doesNotContain("bad key");
    assertThat(reply.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
  }

  /** What names no model has no route, and a form is not read for one. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/files",
        "/v1/batches",
        "/v1/images/edits",
        "/v1/audio/transcriptions",
        "/v1/fine_tuning/jobs"
      })
  void whatHasNoModelToRouteByIsNotThere(String path) throws Exception {
    // When
    HttpResponse<String> reply = gateway.post(path, "{}");

    // Then
    assertThat(reply.statusCode()).isEqualTo(404);
    assertThat(reply.body())
        .startsWith("{\"error\":{\"message\":\"there is nothing at this path; served are ")
        .contains("POST /v1/embeddings", "POST /v1/completions", "\"code\":null");
  }
}
