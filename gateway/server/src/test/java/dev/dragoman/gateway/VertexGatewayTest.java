package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.GeminiWire;
import dev.dragoman.testkit.GoogleKey;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where and as whom Vertex AI is called, and what a client of the Gemini API says there. */
class VertexGatewayTest {
  private static final String MODEL = "gemini-2.5-flash";
  private static final String PLACE =
      "/v1/projects/acme-prod/locations/europe-west4/publishers/google/models/" + MODEL;
  private static final GeminiWire WIRE = new GeminiWire();

  @RegisterExtension private final SharedUpstream shared = new SharedUpstream();
  private final ScriptedUpstream upstream = shared.server;
  @AutoClose private final ScriptedUpstream google = ScriptedUpstream.start();

  @AutoClose
  private final TestGateway gateway =
      TestGateway.serving()
          .vertex("vertex", upstream.url().toString(), GoogleKey.file(google.url() + "/token"))
          .route("vertex", MODEL, "house")
          .start();

  private void givesTokens() {
    google.then(
        Scenario.json(
            "{\"access_token\":\"ya29.1\",\"expires_in\":3600,\"token_type\":\"Bearer\"}"));
  }

  private static Scenario answer() {
    return Scenario.json(WIRE.whole(MODEL, ScriptedTurn.saying("Hi").using(3, 2)));
  }

  private HttpResponse<String> asked(String path) throws Exception {
    return gateway.post(
        path,
        "{\"model\":\"house\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}");
  }

  @Test
  void theTokenOfTheServiceAccountOpensTheModelOfItsLocation() throws Exception {
    // Given
    givesTokens();

    for (String client : new String[] {"/v1/chat/completions", "/v1/messages"}) {
      // When
      upstream.then(answer());
      HttpResponse<String> reply = asked(client);

      // Then
      ScriptedExchange seen = upstream.take();
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
      assertThat(reply.body()).contains("\"Hi\"");
      assertThat(seen.target()).isEqualTo(PLACE + ":generateContent");
      assertThat(seen.headers().first("authorization")).isEqualTo("Bearer ya29.1");
      assertThat(seen.headers().first("x-goog-api-key")).isNull();
    }
    assertThat(google.exchanges()).hasSize(1);
    String provider = "gen_ai_provider_name=\"gcp.vertex_ai\"";
    assertThat(gateway.metricsWith(provider)).contains(provider);
  }

  @Test
  void bytesOfAGeminiClientPass() throws Exception {
    // Given
    givesTokens();
    upstream.then(answer());
    String body = "{ \"contents\" : [{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]}] }";

    // When
    HttpResponse<String> reply = gateway.post("/v1beta/models/house:generateContent", body);

    // Then
    ScriptedExchange seen = upstream.take();
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(seen.target()).isEqualTo(PLACE + ":generateContent");
    assertThat(seen.bodyText()).isEqualTo(body);
    assertThat(seen.headers().first("authorization")).isEqualTo("Bearer ya29.1");
  }

  @Test
  void idsOfAGeminiClientStayBehind() throws Exception {
    // Given
    givesTokens();
    upstream.then(answer());

    // When
    HttpResponse<String> reply =
        gateway.post(
            "/v1beta/models/house:generateContent",
            """
            {"contents":[{"role":"user","parts":[{"text":"q"}]},
             {"role":"model","parts":[{"functionCall":{"id":"c1","name":"f","args":{"a":1}}}]},
             {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"b":2}}}]}],
             "tools":[{"functionDeclarations":[{"name":"f"}]}]}
            """);

    // Then
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
    assertThat(upstream.take().bodyText())
        .contains("\"functionCall\":{\"name\":\"f\",\"args\":{\"a\":1}}")
        .contains("\"functionResponse\":{\"name\":\"f\",\"response\":{\"b\":2}}")
        .doesNotContain("c1");
  }

  @Test
  void tokensAreCountedByVertexWhereItKnowsTheRequest() throws Exception {
    // Given
    givesTokens();
    upstream.then(Scenario.json("{\"totalTokens\":42}"));
    String contents = "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"q\"}]}]";

    // When
    HttpResponse<String> counted =
        gateway.post("/v1beta/models/house:countTokens", "{" + contents + "}");
    HttpResponse<String> estimated =
        gateway.post(
            "/v1beta/models/house:countTokens",
            "{\"generateContentRequest\":{\"model\":\"models/house\"," + contents + "}}");

    // Then
    assertThat(counted.body()).contains("42");
    assertThat(upstream.take().target()).isEqualTo(PLACE + ":countTokens");
    assertThat(estimated.statusCode()).as(estimated.body()).isEqualTo(200);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/chat/completions", "/v1/messages"})
  void aGatewayWithoutATokenIsAtFaultItself(String client) throws Exception {
    // Given
    google.then(
        Scenario.json(400, "{\"error\":\"invalid_grant\",\"error_description\":\"No account\"}"));

    // When
    HttpResponse<String> reply = asked(client);

    // Then
    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.body())
        .contains("the gateway has no token of Google Cloud for this upstream")
        .doesNotContain("invalid_grant", GoogleKey.EMAIL, google.url().getAuthority());
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  void aTokenThatVertexRefusesIsNoFaultOfTheClient() throws Exception {
    // Given
    givesTokens();
    upstream.then(Scenario.json(401, WIRE.error(401, "ya29.1 expired")));

    // When
    HttpResponse<String> reply = asked("/v1/chat/completions");

    // Then
    assertThat(reply.statusCode()).isEqualTo(502);
    assertThat(reply.body()).doesNotContain("ya29.1");
  }
}
