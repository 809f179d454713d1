package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.BackendEntry;
import dev.dragoman.contract.MediaEntry;
import dev.dragoman.contract.ProtocolName;
import dev.dragoman.contract.RouteEntry;
import dev.dragoman.contract.TimeoutsEntry;
import dev.dragoman.gateway.upstream.http.MediaSite;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Media by address for models that take bytes alone, through the whole gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MediaFetchTest {
  private static final MediaEntry FETCHING =
      new MediaEntry(true, 20_000, 4, Duration.ofSeconds(10));

  @AutoClose private final ScriptedUpstream upstream = ScriptedUpstream.start();
  @AutoClose private final MediaSite site = new MediaSite();
  @AutoClose private final TestGateway fetching = gateway().media(FETCHING).start();
  @AutoClose private final TestGateway plain = gateway().start();

  private TestGateway.Builder gateway() {
    return TestGateway.serving()
        .provider("openai", ProtocolName.OpenAIChat, upstream.url() + "/v1", "secret")
        .provider("claude", ProtocolName.AnthropicMessages, upstream.url().toString(), "secret")
        .route("openai", null, "gpt-4o")
        .route(
            RouteEntry.of(
                "tiered",
                List.of("tiered"),
                List.of(
                    BackendEntry.of("one", "claude", "claude-opus-4-8", TimeoutsEntry.DEFAULT),
                    new BackendEntry(
                        "two", "openai", "gpt-4o", 1, 1, TimeoutsEntry.DEFAULT, null, Map.of()))));
  }

  @BeforeEach
  void forget() {
    upstream.reset();
    site.forget();
  }

  private void answering() {
    upstream.then(Scenario.json(new OpenAiWire().whole("gpt-4o", ScriptedTurn.saying("hello"))));
  }

  private static String asking(String block) {
    return ("{'model':'gpt-4o','max_tokens':9,'messages':[{'role':'user','content':["
            + "{'type':'text','text':'q'},"
            + block
            + "]}]}")
        .replace('\'', '"');
  }

  private static String document(String url) {
    return "{'type':'document','source':{'type':'url','url':'" + url + "'}}";
  }

  private static String image(String url) {
    return "{'type':'image','source':{'type':'url','url':'" + url + "'}}";
  }

  @Test
  @Tag("pitfall-100")
  void aDocumentIsFetchedForAModelThatTakesNoAddresses() throws Exception {
    // Given
    answering();

    // When
    HttpResponse<String> reply =
        fetching.post("/v1/messages", asking(document(site.url("/a.pdf"))));

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(upstream.take().bodyText())
        .contains("\"file_data\":\"data:application/pdf;base64," + MediaSite.PDF + "\"");
    assertThat(site.requests()).hasSize(1);
    assertThat(site.requests().getFirst()).doesNotContain(TestGateway.KEY).doesNotContain("secret");
  }

  @Test
  void whatIsFetchedIsCountedByOutcomeWithItsSizeAndTime() throws Exception {
    // Given
    answering();

    // When
    try (TestGateway counting = gateway().media(FETCHING).start()) {
      counting.post("/v1/messages", asking(document(site.url("/a.pdf"))));
      counting.post("/v1/messages", asking(document(site.url("/page"))));

      // Then
      int size = Base64.getDecoder().decode(MediaSite.PDF).length;
      assertThat(counting.metrics())
          .contains(
              "dragoman_gateway_media_addresses_total{outcome=\"success\"} 1.0",
              "dragoman_gateway_media_addresses_total{outcome=\"type\"} 1.0",
              "dragoman_gateway_media_addresses_total{outcome=\"timeout\"} 0.0",
              "dragoman_gateway_media_bytes_total " + size + ".0",
              "dragoman_gateway_media_fetch_seconds_count 2");
    }
  }

  @Test
  void anAddressThatTheModelTakesIsNotFetched() throws Exception {
    // Given
    answering();

    // When
    HttpResponse<String> reply = fetching.post("/v1/messages", asking(image(site.url("/a.png"))));

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(upstream.take().bodyText()).contains("\"url\":\"" + site.url("/a.png") + "\"");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  @Tag("pitfall-100")
  void whatCannotBeFetchedIsRefusedAtItsPlaceInTheBody() throws Exception {
    // When
    HttpResponse<String> reply = fetching.post("/v1/messages", asking(document(site.url("/page"))));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .contains("\"type\":\"invalid_request_error\"")
        .contains("messages[0].content[1].source.url: leads to no document");
    assertThat(upstream.exchanges()).isEmpty();
  }

  @Test
  @Tag("pitfall-101")
  void theMetadataServiceIsNeverFetched() throws Exception {
    // When
    HttpResponse<String> reply =
        fetching.post("/v1/messages", asking(document("http://169.254.169.254/latest")));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body()).contains("leads to a host that cannot be reached from here");
  }

  @Test
  void nothingIsFetchedUnlessTheGatewaySaysSo() throws Exception {
    // When
    HttpResponse<String> reply = plain.post("/v1/messages", asking(document(site.url("/a.pdf"))));

    // Then
    assertThat(reply.statusCode()).isEqualTo(400);
    assertThat(reply.body())
        .contains("messages[0].content[1].source.url")
        .contains("allow the gateway to fetch media");
    assertThat(site.requests()).isEmpty();
  }

  @Test
  void aTargetThatIsReachedByFailoverGetsTheBytesToo() throws Exception {
    // Given
    upstream
        .then(Scenario.json(503, new AnthropicWire().error(503, "busy")))
        .then(Scenario.json(new OpenAiWire().whole("gpt-4o", ScriptedTurn.saying("hello"))));
    String body = asking(document(site.url("/a.pdf"))).replace("gpt-4o", "tiered");

    // When
    HttpResponse<String> reply = fetching.post("/v1/messages", body);

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(upstream.take().bodyText()).contains(site.url("/a.pdf"));
    assertThat(upstream.take().bodyText()).contains(MediaSite.PDF);
  }

  @Test
  void aStreamedRequestIsFetchedForToo() throws Exception {
    // Given
    upstream.then(Scenario.stream(new OpenAiWire().stream("gpt-4o", ScriptedTurn.saying("hi"))));
    String body =
        asking(document(site.url("/a.txt")))
            .replace("\"max_tokens\"", "\"stream\":true,\"max_tokens\"");

    // When
    HttpResponse<String> reply = fetching.post("/v1/messages", body);

    // Then
    assertThat(reply.body()).contains("message_stop");
    assertThat(upstream.take().bodyText()).contains("hello");
  }
}
