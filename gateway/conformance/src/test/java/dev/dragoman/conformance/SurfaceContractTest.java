package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.genai.types.CountTokensConfig;
import com.google.genai.types.GetModelConfig;
import com.google.genai.types.ListModelsConfig;
import dev.dragoman.conformance.client.GeminiClientUnderTest;
import dev.dragoman.conformance.judge.Judge;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints beside generation. */
@ExtendWith(PlaygroundExtension.class)
class SurfaceContractTest {
  private static final String COUNT_PATH = "/v1/messages/count_tokens";

  @Test
  void openAiClientsListModels(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = playground.raw().get("/v1/models");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains(
            "\"object\":\"list\"",
            "\"house-anthropic\"",
            "\"house-openai\"",
            "\"object\":\"model\"",
            "\"created\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"house-anthropic", "house-openai"})
  void openAiClientsGetOneModel(String model, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = playground.raw().get("/v1/models/" + model);

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    Judge.OPENAI_MODEL.judge(utf8(answer)).orFail("the model", utf8(answer));
    assertThat(answer.body()).contains("\"id\":\"" + model + "\"");
  }

  @Test
  void anthropicClientsListModels(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground.raw().get("/v1/models", "anthropic-version", "2023-06-01");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"house-anthropic\"", "\"has_more\":false", "\"first_id\":", "\"last_id\":");
  }

  @Test
  void anthropicClientsTurnPages(Playground playground) throws Exception {
    // Given
    String first =
        playground.raw().get("/v1/models?limit=1", "anthropic-version", "2023-06-01").body();

    // Then
    assertThat(first).contains("\"has_more\":true").containsOnlyOnce("\"type\":\"model\"");
  }

  @Test
  void anthropicClientsGetOneModel(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground.raw().get("/v1/models/house-openai", "anthropic-version", "2023-06-01");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    Judge.ANTHROPIC_MODEL.judge(utf8(answer)).orFail("the model", utf8(answer));
    assertThat(answer.body()).contains("\"id\":\"house-openai\"");
  }

  @Test
  void anUnknownModelIsNotInTheList(Playground playground) throws Exception {
    // When
    HttpResponse<String> openai = playground.raw().get("/v1/models/no-such-model");
    HttpResponse<String> anthropic =
        playground.raw().get("/v1/models/no-such-model", "anthropic-version", "2023-06-01");

    // Then
    assertThat(openai.statusCode()).isEqualTo(404);
    ErrorBodies.isOf(ClientKind.OPENAI, openai, "", "model_not_found");
    assertThat(anthropic.statusCode()).isEqualTo(404);
    ErrorBodies.isOf(ClientKind.ANTHROPIC, anthropic, "not_found_error", null);
  }

  @Test
  void geminiClientsGetTheirList(Playground playground) throws Exception {
    // Given
    URI gateway = playground.gateway().clients();
    List<String> names = new ArrayList<>();

    // When
    try (com.google.genai.Client client =
        GeminiClientUnderTest.connected(gateway, Playground.CLIENT_KEY)) {
      client
          .models
          .list(ListModelsConfig.builder().build())
          .forEach(model -> names.add(model.name().orElseThrow()));
      assertThat(client.models.get("house-openai", GetModelConfig.builder().build()).displayName())
          .hasValue("house-openai");
    }

    // Then
    assertThat(names).contains("models/house-openai", "models/house-gemini");
  }

  /** The version that Google's SDKs ask for unless they are told another. */
  @Test
  void aKeyOfGoogleMakesTheListGooglesAtEitherVersion(Playground playground) throws Exception {
    for (String path : List.of("/v1/models", "/v1beta/models?key=" + Playground.CLIENT_KEY)) {
      HttpResponse<String> answer =
          path.contains("?")
              ? playground.raw().getAnonymously(path)
              : playground.raw().getAnonymously(path, "x-goog-api-key", Playground.CLIENT_KEY);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.body()).startsWith("{\"models\":[{\"name\":\"models/");
    }
  }

  @Test
  void geminiClientsCountTokens(Playground playground) throws Exception {
    // Given
    playground.upstream(UpstreamKind.GEMINI).then(Scenario.json("{\"totalTokens\":42}"));

    // When
    try (com.google.genai.Client client =
        GeminiClientUnderTest.connected(playground.gateway().clients(), Playground.CLIENT_KEY)) {
      CountTokensConfig config = CountTokensConfig.builder().build();
      int forwarded =
          client
              .models
              .countTokens("house-gemini", "How long?", config)
              .totalTokens()
              .orElseThrow();
      int estimated =
          client
              .models
              .countTokens("house-openai", "How long?", config)
              .totalTokens()
              .orElseThrow();

      // Then
      assertThat(forwarded).isEqualTo(42);
      assertThat(estimated).isPositive();
    }
    assertThat(playground.upstream(UpstreamKind.GEMINI).take().target())
        .isEqualTo("/v1beta/models/gemini-3-flash-preview:countTokens");
  }

  @Test
  void anUnknownMethodOfAModelIsNotFoundInGooglesForm(Playground playground) throws Exception {
    for (String path : List.of("/v1beta/models/house-openai:embedText", "/v1beta/files")) {
      HttpResponse<String> answer = playground.raw().post(path, "{}");
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      ErrorBodies.isOf(ClientKind.GEMINI, answer, "", null);
    }
  }

  /** A client that does not say alt=sse reads one array, whatever the upstream sends. */
  @ParameterizedTest
  @EnumSource(UpstreamKind.class)
  @Tag("pitfall-143")
  @Tag("pitfall-144")
  void aStreamOfGeminiMayBeAnArray(UpstreamKind upstream, Playground playground) throws Exception {
    // Given
    playground
        .upstream(upstream)
        .then(
            Scenario.stream(
                upstream.wire().stream(upstream.model(), ScriptedTurn.saying("Hi ", "there."))));

    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                "/v1beta/models/" + upstream.publicModel() + ":streamGenerateContent",
                ClientKind.GEMINI.request(upstream.publicModel(), true));

    // Then
    assertThat(answer.headers().firstValue("content-type").orElse(""))
        .startsWith("application/json");
    assertThat(JsonReader.parse(answer.body())).isInstanceOf(JsonValue.JsonArray.class);
    assertThat(answer.body()).contains("Hi ", "there.", "\"finishReason\":\"STOP\"");
    upstream.accepts(playground.upstream(upstream).take());
  }

  @Test
  void modelsAreListedForThoseWithAKey(Playground playground) throws Exception {
    assertThat(playground.raw().getAnonymously("/v1/models").statusCode()).isEqualTo(401);
  }

  @Test
  void anUpstreamThatCountsIsAsked(Playground playground) throws Exception {
    // Given
    playground
        .upstream(UpstreamKind.ANTHROPIC)
        .then(Scenario.json(new AnthropicWire().tokenCount(42)));

    // When
    HttpResponse<String> answer =
        playground.raw().post(COUNT_PATH, countRequest("house-anthropic"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"input_tokens\":42}");
    assertThat(answer.headers().firstValue("x-dragoman-token-count")).isEmpty();
    ScriptedExchange asked = playground.upstream(UpstreamKind.ANTHROPIC).take();
    assertThat(asked.target()).isEqualTo(COUNT_PATH);
    Judge.ANTHROPIC_COUNT_REQUEST.judge(asked.body()).orFail("the request", asked.body());
    assertThat(asked.bodyText()).contains("claude-sonnet-4-5");
  }

  @Test
  void anUpstreamThatCannotCountIsSparedAndTheCountIsAnEstimate(Playground playground)
      throws Exception {
    // When
    HttpResponse<String> answer = playground.raw().post(COUNT_PATH, countRequest("house-openai"));

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("x-dragoman-token-count")).hasValue("estimate");
    assertThat(answer.body()).matches("\\{\"input_tokens\":[1-9]\\d*}");
    assertThat(playground.upstream(UpstreamKind.OPENAI).exchanges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/ready", "/liveness"})
  void bothPortsSayHowTheyAre(String path, Playground playground) throws Exception {
    for (URI port : List.of(playground.gateway().clients(), playground.gateway().management())) {
      // When
      HttpResponse<String> answer = new RawClient(port, "").getAnonymously(path);

      // Then
      assertThat(answer.statusCode()).as(port + path).isEqualTo(200);
    }
  }

  /** Claude Code probes the base URL before it begins. */
  @Test
  void theRootAnswersWithoutAKey(Playground playground) throws Exception {
    assertThat(playground.raw().getAnonymously("/").statusCode()).isEqualTo(200);
    assertThat(playground.raw().send("HEAD", "/", BodyPublishers.noBody()).statusCode())
        .isEqualTo(200);
  }

  @Test
  void metricsAreForTheManagementPortAlone(Playground playground) throws Exception {
    assertThat(playground.raw().get("/metrics").statusCode()).isEqualTo(404);
  }

  @Test
  void trafficIsMeasured(Playground playground) throws Exception {
    // Given
    greet(playground, Pair.OPENAI_TO_ANTHROPIC, true);
    greet(playground, Pair.ANTHROPIC_TO_ANTHROPIC, false);
    playground
        .raw()
        .post(
            ClientKind.OPENAI.path("no-such-model", false),
            ClientKind.OPENAI.request("no-such-model", false));

    // When
    HttpResponse<String> answer =
        new RawClient(playground.gateway().management(), "").getAnonymously("/metrics");

    // Then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines().filter(line -> !line.startsWith("#")).toList())
        .anyMatch(line -> line.startsWith("dragoman_gateway_requests_seconds_count{"))
        .anyMatch(line -> line.startsWith("dragoman_gateway_tokens_total{"))
        .anyMatch(line -> line.startsWith("dragoman_gateway_first_event_seconds_count{"))
        .anyMatch(line -> line.startsWith("dragoman_gateway_own_time_seconds_count{"))
        .noneMatch(line -> line.contains("no-such-model"));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestIsLoggedInOneLine(Pair pair, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = greet(playground, pair, true);

    // Then
    String id = answer.headers().firstValue("x-dragoman-request-id").orElseThrow();
    String line = playground.gateway().awaitLine(id);
    assertThat(line).contains("house-" + pair.upstream().id(), "statusCode=200");
    assertThat(playground.gateway().printed()).filteredOn(other -> other.contains(id)).hasSize(1);
  }

  @Test
  void answersNameTheirRouteAndProvider(Playground playground) throws Exception {
    // When
    HttpResponse<String> answer = greet(playground, Pair.OPENAI_TO_ANTHROPIC, false);

    // Then
    assertThat(answer.headers().firstValue("x-dragoman-route").orElse(""))
        .contains("house-anthropic");
    assertThat(answer.headers().firstValue("x-dragoman-provider").orElse("")).contains("anthropic");
  }

  private static HttpResponse<String> greet(Playground playground, Pair pair, boolean stream)
      throws Exception {
    UpstreamKind upstream = pair.upstream();
    ScriptedTurn turn = ScriptedTurn.saying("Hi ", "there.");
    playground
        .upstream(upstream)
        .then(
            stream
                ? Scenario.stream(upstream.wire().stream(upstream.model(), turn))
                : Scenario.json(upstream.wire().whole(upstream.model(), turn)));
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                pair.client().path(upstream.publicModel(), stream),
                pair.client().request(upstream.publicModel(), stream));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String countRequest(String model) {
    return """
    {"model":"%s","system":"Be brief.","messages":[{"role":"user","content":"How long is this?"}]}
    """
        .formatted(model);
  }

  private static byte[] utf8(HttpResponse<String> answer) {
    return answer.body().getBytes(StandardCharsets.UTF_8);
  }
}
