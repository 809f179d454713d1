package dev.dragoman.protocol.gemini;

import static dev.dragoman.protocol.gemini.Gemini.chat;
import static dev.dragoman.protocol.gemini.Gemini.saying;
import static dev.dragoman.protocol.gemini.Gemini.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Dialect;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.codec.Families;
import dev.dragoman.protocol.codec.Target;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gemini as Vertex AI speaks it. Sources: {@link GeminiPaths}, {@link VertexGaps}. */
class VertexTest {
  private static final Families FAMILIES = Families.load();
  private static final Dialect VERTEX =
      FAMILIES.dialect(ProtocolId.GEMINI, "Vertex", null).within("acme-prod", "europe-west4");
  private static final String PLACE = "/v1/projects/acme-prod/locations/europe-west4/";
  private static final String CALLED =
      "{'role':'user','content':'go'},"
          + "{'role':'assistant','content':[{'type':'tool_use','id':'toolu_1','name':'f','input':{}}]},"
          + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1','content':'3'}]}";

  private static Target target(String model) {
    return new Target(model, FAMILIES.of(ProtocolId.GEMINI, VERTEX, model), VERTEX);
  }

  private static Encoded encoded(ChatRequest request) {
    return new GeminiOutbound().encodeRequest(request, target(Gemini.PRO));
  }

  private static JsonNode body(Encoded encoded) {
    return new JsonMapper().readTree(encoded.request().body());
  }

  private static boolean passes(String path, String quoted) {
    return new GeminiPassThrough()
        .passes(new WireRequest(path, WireHeaders.NONE, utf8(quoted), false), VERTEX);
  }

  private static boolean passes(String quoted) {
    return passes("/v1beta/models/m:generateContent", quoted);
  }

  @ParameterizedTest
  @CsvSource({
    "gemini-2.5-flash, publishers/google/models/gemini-2.5-flash",
    "models/gemini-2.5-flash, publishers/google/models/gemini-2.5-flash",
    "publishers/google/models/gemini-2.5-flash, publishers/google/models/gemini-2.5-flash",
    "publishers/acme/models/y@001, publishers/acme/models/y%40001",
    "endpoints/4711, endpoints/4711",
    "a/b?c, publishers/google/models/a%2Fb%3Fc",
    "publishers/acme/x, publishers/google/models/publishers%2Facme%2Fx",
  })
  void aModelIsAResourceOfItsPublisher(String model, String resource) {
    assertThat(GeminiPaths.generate(target(model), false))
        .isEqualTo(PLACE + resource + ":generateContent");
    assertThat(GeminiPaths.generate(target(model), true))
        .isEqualTo(PLACE + resource + ":streamGenerateContent?alt=sse");
    assertThat(GeminiPaths.count(target(model))).isEqualTo(PLACE + resource + ":countTokens");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "",
        "publishers/../models/y",
        "publishers/acme/models/..",
        "publishers//models/y",
        "endpoints/..",
      })
  void noNameLeadsElsewhere(String model) {
    Gemini.assertRefused("model", () -> GeminiPaths.generate(target(model), false));
  }

  @Test
  void aClientOfTheGeminiApiIsPassedOnToTheSameResource() {
    assertThat(
            new GeminiPassThrough()
                .path("/v1beta/models/a:streamGenerateContent?alt=sse", target(Gemini.PRO)))
        .isEqualTo(
            PLACE + "publishers/google/models/gemini-3-pro-preview:streamGenerateContent?alt=sse");
  }

  @Test
  void aProjectOfADomainIsSpelledAsGoogleDoes() {
    assertThat(
            FAMILIES
                .dialect(ProtocolId.GEMINI, "Vertex", null)
                .within("example.com:acme", "global")
                .prefix())
        .isEqualTo("/v1/projects/example.com:acme/locations/global");
  }

  @Test
  void whatAModelTakesDoesNotDependOnHowItsPublisherIsWritten() {
    assertThat(target("publishers/google/models/" + Gemini.BUDGET).capabilities())
        .isEqualTo(target(Gemini.BUDGET).capabilities());
  }

  @Test
  void callsAndResultsHaveNoIds() {
    JsonNode contents = body(encoded(saying(CALLED))).get("contents");

    assertThat(contents.at("/1/parts/0/functionCall/name").asString()).isEqualTo("f");
    assertThat(contents.at("/1/parts/0/functionCall/id").isMissingNode()).isTrue();
    assertThat(contents.at("/2/parts/0/functionResponse/name").asString()).isEqualTo("f");
    assertThat(contents.at("/2/parts/0/functionResponse/id").isMissingNode()).isTrue();
  }

  @Test
  void theTierStandsInAHeader() {
    Encoded encoded = encoded(chat("'service_tier':'priority'"));

    assertThat(encoded.request().headers().first("x-vertex-ai-llm-shared-request-type"))
        .isEqualTo("priority");
    assertThat(body(encoded).has("serviceTier")).isFalse();
  }

  @Test
  void theUsualTierNeedsNoWord() {
    Encoded encoded = encoded(chat("'service_tier':'default'"));

    assertThat(encoded.request().headers().first("x-vertex-ai-llm-shared-request-type")).isNull();
    assertThat(body(encoded).has("serviceTier")).isFalse();
  }

  @Test
  void usersAndMetadataAreLabels() {
    Encoded encoded = encoded(chat("'user':'u-17','metadata':{'team':'red'}"));

    assertThat(body(encoded).get("labels"))
        .isEqualTo(Gemini.tree("{'end_user':'u-17','team':'red'}"));
    assertThat(encoded.dropped()).isEmpty();
  }

  @Test
  void whatCanBeNoLabelIsLeftOutAndTold() {
    Encoded encoded = encoded(chat("'user':'Zoë','metadata':{'team':'red','Cost':'1'}"));

    assertThat(body(encoded).get("labels")).isEqualTo(Gemini.tree("{'team':'red'}"));
    assertThat(Gemini.paths(encoded)).containsExactlyInAnyOrder("user", "metadata");
  }

  @Test
  void theGeminiApiHasNoLabels() {
    Encoded encoded = Gemini.encoded(chat("'user':'u-17'"), Gemini.PRO);

    assertThat(body(encoded).has("labels")).isFalse();
    assertThat(Gemini.paths(encoded)).containsExactly("user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contents':[{'parts':[{'functionCall':{'id':'a','name':'f'}}]}]}",
        "{'contents':[{'parts':[{'function_response':{'id':'a','name':'f'}}]}]}",
        "{'contents':{'parts':{'functionResponse':{'id':'a','name':'f'}}}}",
        "{'contents':[],'service_tier':'flex'}",
        "{'contents':[{'parts':[{'text':'x'}]}]}",
        "{'contents':[{'parts':[{'functionCall':{'id':'a'",
      })
  void whatVertexDoesNotKnowIsConverted(String body) {
    assertThat(passes(body)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contents':[{'role':'model','parts':[{'functionCall':{'name':'f','args':{'id':'a'}}}]}]}",
        "{'contents':[{'role':'user','parts':[{'text':'the \\'functionCall\\' has an \\'id\\''}]}]}",
        "{'contents':[{'role':'user','parts':[{'text':'x'}]}],'labels':{'serviceTier':'a'}}",
      })
  void everythingElsePasses(String body) {
    assertThat(passes(body.replace("\\'", "\\\""))).isTrue();
  }

  @Test
  void theGeminiApiKnowsIds() {
    WireRequest request =
        new WireRequest(
            "/v1beta/models/m:generateContent",
            WireHeaders.NONE,
            "{\"contents\":[{\"parts\":[{\"functionCall\":{\"id\":\"a\"}}]}]}".getBytes(UTF_8),
            false);

    assertThat(new GeminiPassThrough().passes(request, Dialect.STANDARD)).isTrue();
  }

  @Test
  void aRequestWithinARequestIsNotCountedByVertex() {
    assertThat(
            passes(
                "/v1beta/models/m:countTokens",
                "{'generateContentRequest':{'model':'models/m','contents':[]}}"))
        .isFalse();
    assertThat(passes("/v1beta/models/m:countTokens", "{'contents':[]}")).isTrue();
  }
}
