package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an SDK hides from its user, seen on the wire. */
@ExtendWith(PlaygroundExtension.class)
class WireContractTest {
  private static final ScriptedTurn GREETING =
      ScriptedTurn.saying("Good ", "morning.").using(21, 7);

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-129")
  void usageIsNotStreamedToThoseWhoDidNotAsk(UpstreamKind upstream, Playground playground)
      throws Exception {
    // Given
    script(upstream, playground);

    // When
    String stream =
        playground
            .raw()
            .post(
                ClientKind.OPENAI.path(upstream.publicModel(), true),
                ClientKind.OPENAI.request(upstream.publicModel(), true))
            .body();

    // Then
    assertThat(stream)
        .endsWith("data: [DONE]\n\n")
        .doesNotContain("\"choices\":[]", "prompt_tokens");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-129")
  void usageIsStreamedOnceToThoseWhoAsked(UpstreamKind upstream, Playground playground)
      throws Exception {
    // Given
    script(upstream, playground);
    String request =
        ClientKind.OPENAI
            .request(upstream.publicModel(), true)
            .replace(
                "\"stream\":true", "\"stream\":true,\"stream_options\":{\"include_usage\":true}");

    // When
    String stream = playground.raw().post(ClientKind.OPENAI.path("any", false), request).body();

    // Then
    assertThat(stream)
        .containsOnlyOnce("\"choices\":[]")
        .containsOnlyOnce("\"prompt_tokens\":21")
        .endsWith("data: [DONE]\n\n");
  }

  /** CLIProxyAPI#1700, sglang#20678, llm-rosetta#424. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-130")
  void theFirstEventCountsTheInput(UpstreamKind upstream, Playground playground) throws Exception {
    // Given
    script(upstream, playground);

    // When
    String stream =
        playground
            .raw()
            .post(
                ClientKind.ANTHROPIC.path(upstream.publicModel(), true),
                ClientKind.ANTHROPIC.request(upstream.publicModel(), true))
            .body();

    // Then
    assertThat(stream.substring(0, stream.indexOf("\n\n")))
        .startsWith("event: message_start\ndata: ")
        .containsPattern(Pattern.compile("\"input_tokens\":[1-9]"));
    assertThat(stream).containsOnlyOnce("event: message_stop");
  }

  @ParameterizedTest
  @EnumSource
  void streamsAreNotHeldBackByProxies(Pair pair, Playground playground) throws Exception {
    // Given
    script(pair.upstream(), playground);

    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                pair.client().path(pair.upstream().publicModel(), true),
                pair.client().request(pair.upstream().publicModel(), true));

    // Then
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/event-stream; charset=utf-8");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-cache");
    assertThat(answer.headers().firstValue("x-accel-buffering")).hasValue("no");
    assertThat(answer.headers().firstValue("x-dragoman-request-id")).isPresent();
  }

  /** What the gateway does not know reaches an upstream of the same protocol as it was written. */
  @Test
  void theSameProtocolPassesEveryByteButTheModel(Playground playground) throws Exception {
    // Given
    UpstreamKind upstream = UpstreamKind.OPENAI;
    playground
        .upstream(upstream)
        .then(Scenario.json(upstream.wire().whole(upstream.model(), GREETING)));
    String request =
        """
        { "messages" : [ {"content":"caf\\u00e9 \\ud83d\\ude00","role":"user"} ],
          "x_unknown": {"n": 1.0, "e": 1e5, "big": 12345678901234567890123},
          "model":"%s" , "seed":0 }
        """;

    // When
    playground
        .raw()
        .post(ClientKind.OPENAI.path("any", false), request.formatted(upstream.publicModel()));

    // Then
    ScriptedExchange exchange = playground.upstream(upstream).take();
    assertThat(exchange.bodyText()).isEqualTo(request.formatted(upstream.model()));
  }

  @Test
  void responsesPassEveryByteButTheModel(Playground playground) throws Exception {
    // Given
    UpstreamKind upstream = UpstreamKind.RESPONSES;
    List<byte[]> frames = upstream.wire().stream(upstream.model(), GREETING);
    playground.upstream(upstream).then(Scenario.stream(frames));
    String request =
        """
        { "input" : [ {"content":"caf\\u00e9","role":"user","x":1e5} ], "stream":true,
          "prompt_cache_key":"k1", "x_unknown": {"n": 1.0, "big": 12345678901234567890123},
          "model":"%s" , "store":true }
        """;

    // When
    String answer =
        playground
            .raw()
            .post(
                ClientKind.RESPONSES.path("any", false), request.formatted(upstream.publicModel()))
            .body();

    // Then
    ScriptedExchange exchange = playground.upstream(upstream).take();
    assertThat(exchange.bodyText()).isEqualTo(request.formatted(upstream.model()));
    StringBuilder sent = new StringBuilder();
    frames.forEach(frame -> sent.append(new String(frame, StandardCharsets.UTF_8)));
    assertThat(answer)
        .isEqualTo(
            sent.toString()
                .replace(
                    "\"model\":\"" + upstream.model() + "\"",
                    "\"model\":\"" + upstream.publicModel() + "\""));
  }

  /** loreai#1049, codex-proxy-rs#66. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-108")
  void aGzippedRequestIsUnpacked(Pair pair, Playground playground) throws Exception {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.json(pair.upstream().wire().whole(pair.upstream().model(), GREETING)));
    byte[] packed = gzipped(pair.client().request(pair.upstream().publicModel(), false));

    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .send(
                "POST",
                pair.client().path(pair.upstream().publicModel(), false),
                BodyPublishers.ofByteArray(packed),
                "content-encoding",
                "gzip");

    // Then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    ScriptedExchange exchange = playground.upstream(pair.upstream()).take();
    assertThat(exchange.headers().first("content-encoding")).isNull();
    pair.upstream().accepts(exchange);
  }

  @Test
  @Tag("pitfall-108")
  void aGzippedRequestThatUnpacksBeyondTheLimitIsRefused(Playground playground) throws Exception {
    // Given
    byte[] bomb = gzipped(" ".repeat(33 * 1024 * 1024));

    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .send(
                "POST",
                ClientKind.OPENAI.path("any", false),
                BodyPublishers.ofByteArray(bomb),
                "content-encoding",
                "gzip");

    // Then
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  private static void script(UpstreamKind upstream, Playground playground) {
    playground
        .upstream(upstream)
        .then(Scenario.stream(upstream.wire().stream(upstream.model(), GREETING)));
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
