package dev.dragoman.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.contract.ProtocolName;
import dev.dragoman.gateway.config.ApplyOutcome.Applied;
import dev.dragoman.gateway.config.ApplyOutcome.Rejected;
import dev.dragoman.testkit.OpenAiWire;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.UpstreamWire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Configurations that change while requests run (kubernetes.md 3.4). */
class ReloadTest {
  private static final UpstreamWire WIRE = new OpenAiWire();
  private static final ScriptedTurn TURN = ScriptedTurn.saying("begun ", "and finished");
  private static final String CHAT = "/v1/chat/completions";
  private static final String MESSAGES = "/v1/messages";

  private final ScriptedUpstream first = ScriptedUpstream.start();
  private final ScriptedUpstream second = ScriptedUpstream.start();
  private final CompletableFuture<Void> gate = new CompletableFuture<>();
  private final TestGateway gateway = serving(first, "s-1").start();

  @AfterEach
  void stop() {
    gateway.close();
    first.close();
    second.close();
  }

  private static TestGateway.Builder serving(ScriptedUpstream upstream, String secret) {
    return TestGateway.serving()
        .provider("gpt", ProtocolName.OpenAIChat, upstream.url() + "/v1", secret)
        .route("gpt", null, "smart");
  }

  private Scenario pausedStream() {
    return Scenario.stream(WIRE.opening("smart", TURN))
        .waiting(gate)
        .sending(WIRE.ending("smart", TURN));
  }

  private static Scenario whole(String text) {
    return Scenario.json(WIRE.whole("smart", ScriptedTurn.saying(text)));
  }

  private static String body(boolean stream) {
    return ("{\"model\":\"smart\",\"max_tokens\":100,\"stream\":%s,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
        .formatted(stream);
  }

  private static String rest(HttpResponse<InputStream> reply) throws IOException {
    try (InputStream body = reply.body()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<HttpResponse<InputStream>> running(int count) throws Exception {
    List<HttpResponse<InputStream>> replies = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      first.then(pausedStream());
      replies.add(gateway.open(i % 2 == 0 ? CHAT : MESSAGES, body(true)));
    }
    return replies;
  }

  private static void assertWhole(List<HttpResponse<InputStream>> replies) throws IOException {
    for (int i = 0; i < replies.size(); i++) {
      assertThat(replies.get(i).statusCode()).isEqualTo(200);
      assertThat(rest(replies.get(i)))
          .contains("begun ", "and finished", i % 2 == 0 ? "data: [DONE]" : "message_stop")
          .doesNotContain("\"error\"");
    }
  }

  @Test
  void editingARouteTurnsTheNextRequestAndCutsNoneOfFiftyStreams() throws Exception {
    // Given
    List<HttpResponse<InputStream>> replies = running(50);
    second.then(whole("from the second"));
    TestGateway.Builder edited =
        TestGateway.serving()
            .generation(2)
            .provider("gpt", ProtocolName.OpenAIChat, first.url() + "/v1", "s-1")
            .provider("other", ProtocolName.OpenAIChat, second.url() + "/v1", "s-2")
            .route("other", null, "smart");

    // When
    assertThat(gateway.apply(edited)).isEqualTo(new Applied(2, List.of()));
    HttpResponse<String> next = gateway.post(CHAT, body(false));
    gate.complete(null);

    // Then
    assertThat(next.body()).contains("from the second");
    assertThat(next.headers().firstValue("x-dragoman-provider")).hasValue("other");
    assertWhole(replies);
    assertThat(first.exchanges()).hasSize(50);
    for (ScriptedExchange exchange : first.exchanges()) {
      assertThat(exchange.awaitEnding()).isEqualTo(Ending.ANSWERED);
    }
  }

  @Test
  void anotherBaseUrlOfAProviderIsCalledByTheNextRequest() throws Exception {
    // Given
    List<HttpResponse<InputStream>> replies = running(2);
    second.then(whole("from the second"));

    // When
    gateway.apply(serving(second, "s-1").generation(2));
    HttpResponse<String> next = gateway.post(MESSAGES, body(false));
    gate.complete(null);

    // Then
    assertThat(next.body()).contains("from the second");
    assertWhole(replies);
  }

  @Test
  void anotherCredentialIsSentByTheNextRequestOnTheSameConnection() throws Exception {
    // Given
    first.then(whole("one")).then(whole("two"));
    gateway.post(CHAT, body(false));
    ScriptedExchange before = first.take();

    // When: credentials change apart from generations
    gateway.apply(serving(first, "s-2"));
    gateway.post(CHAT, body(false));
    ScriptedExchange after = first.take();

    // Then
    assertThat(before.headers().first("authorization")).isEqualTo("Bearer s-1");
    assertThat(after.headers().first("authorization")).isEqualTo("Bearer s-2");
    assertThat(after.clientPort()).isEqualTo(before.clientPort());
  }

  @Test
  void aKeyThatIsRemovedIsRefusedWhileItsStreamGoesOn() throws Exception {
    // Given
    List<HttpResponse<InputStream>> replies = running(2);

    // When
    gateway.apply(serving(first, "s-1").generation(2).key("another-key"));
    HttpResponse<String> next = gateway.post(CHAT, body(false));
    gate.complete(null);

    // Then
    assertThat(next.statusCode()).isEqualTo(401);
    assertWhole(replies);
  }

  @Test
  void aRequestWhoseBodyIsStillOnItsWayKeepsTheSnapshotThatAdmittedIt() throws Exception {
    // Given: the body is sent only when the gateway, which has admitted the caller, asks for it
    first.then(whole("from the first"));
    second.then(whole("from the second"));
    HttpRequest slow =
        gateway
            .request(CHAT)
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(true)
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(() -> {
                  gateway.apply(serving(second, "s-2").generation(2).key("another-key"));
                  return new ByteArrayInputStream(body(false).getBytes(StandardCharsets.UTF_8));
                }))
            .build();

    // When
    HttpResponse<String> reply = gateway.send(slow);
    HttpResponse<String> next = gateway.post(CHAT, body(false));

    // Then: design.md 3.9
    assertThat(reply.body()).contains("from the first");
    assertThat(next.statusCode()).isEqualTo(401);
    assertThat(second.exchanges()).isEmpty();
  }

  @Test
  void aConfigurationThatFailsLeavesTheOneInForce() throws Exception {
    // Given
    first.then(whole("as before"));

    // When
    var outcome = gateway.apply(serving(second, "s-2").generation(2).route("absent", null, "x"));

    // Then
    assertThat(outcome).isEqualTo(new Rejected(2, 1, "route absent: there is no provider absent"));
    assertThat(gateway.post(CHAT, body(false)).body()).contains("as before");
    assertThat(gateway.metrics())
        .contains(
            "dragoman_gateway_config_generation 1.0",
            "dragoman_gateway_config_reloads_total{outcome=\"applied\"} 1.0",
            "dragoman_gateway_config_reloads_total{outcome=\"rejected\"} 1.0",
            "dragoman_gateway_config_reloads_total{outcome=\"stale\"} 0.0",
            "dragoman_gateway_config_age_seconds",
            "dragoman_gateway_config_apply_seconds_count 1");
  }

  @Test
  void aThousandReloadsKeepTheConnectionAndStartNoThreads() throws Exception {
    // Given: kubernetes.md 7.31
    first.then(pausedStream()).whenModel("quick", whole("quick"));
    HttpResponse<InputStream> running = gateway.open(CHAT, body(true));
    first.take();
    reloads(2, 50);
    int threads = Thread.getAllStackTraces().size();

    // When
    reloads(52, 1_000);

    // Then: what is called in between stays on one connection, whose credential changed each time
    assertThat(first.exchanges().stream().skip(1).map(ScriptedExchange::clientPort).distinct())
        .hasSize(1);
    assertThat(Thread.getAllStackTraces().size()).isLessThan(threads + 50);
    gate.complete(null);
    assertWhole(List.of(running));
  }

  private void reloads(long from, int count) throws Exception {
    String quick = body(false).replace("smart", "quick");
    for (long generation = from; generation < from + count; generation++) {
      String secret = "s-" + generation;
      TestGateway.Builder next = serving(first, secret).generation(generation);
      gateway.apply(next.route("gpt", null, "quick"));
      gateway.apply(next.generation(generation).route("absent", null, "x"));
      if (generation % 50 == 0) {
        assertThat(gateway.post(CHAT, quick).statusCode()).isEqualTo(200);
        assertThat(first.take().headers().first("authorization")).isEqualTo("Bearer " + secret);
      }
    }
  }
}
