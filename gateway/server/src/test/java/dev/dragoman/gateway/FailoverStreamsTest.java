package dev.dragoman.gateway;

import static dev.dragoman.gateway.FailoverSide.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The moment up to which another target is tried, and clients that leave before it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverStreamsTest {
  @RegisterExtension private final ThreeUpstreams upstreams = new ThreeUpstreams();

  @AutoClose
  private final TestGateway gateway =
      upstreams
          .providers()
          .keepAlive(Duration.ofMillis(200))
          .route(TieredRoute.of("pass", FailoverSide.PASSED.providers()).entry())
          .route(TieredRoute.of("convert", FailoverSide.CONVERTED.providers()).entry())
          .route(TieredRoute.of("mixed", "pass-1", "convert-2").entry())
          .start();

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void aKeepAliveCommitsTheStatusAndNotTheChoiceOfTarget(FailoverSide side) throws Exception {
    // Given: the first upstream has begun its stream, without content
    CompletableFuture<Void> gate = new CompletableFuture<>();
    upstreams.first.then(side.start().waiting(gate).sending(side.wire().errorFrame("oops")));
    upstreams.second.then(side.hello(true));

    // When
    String body;
    try (LeavingClient client = LeavingClient.post(gateway, request(side.model(), true))) {
      client.awaitText("event: ping\n");
      gate.complete(null);
      client.awaitText("event: message_stop");
      body = client.received();
    }

    // Then
    assertThat(body).startsWith("HTTP/1.1 200").contains("\"text\":\"hel\"");
    assertThat(body).doesNotContain("event: error");
    assertThat(count(body, "event: message_start")).isEqualTo(1);
    assertThat(body.indexOf("event: ping")).isLessThan(body.indexOf("event: message_start"));
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void afterAKeepAliveTheLastFailureTravelsInTheStream(FailoverSide side) throws Exception {
    // Given
    CompletableFuture<Void> gate = new CompletableFuture<>();
    upstreams.first.then(side.start().waiting(gate).dropping());
    upstreams.second.then(side.error(503, "busy"));
    upstreams.third.then(side.error(429, "third says wait"));

    // When
    String body;
    try (LeavingClient client = LeavingClient.post(gateway, request(side.model(), true))) {
      client.awaitText("event: ping\n");
      gate.complete(null);
      client.awaitText("event: error\n");
      client.awaitText("third says wait");
      body = client.received();
    }

    // Then
    assertThat(body).contains("rate_limit_error").doesNotContain("event: message_stop");
    assertThat(count(body, "event: error\n")).isEqualTo(1);
  }

  @Test
  void theOtherTargetMaySpeakAnotherProtocol() throws Exception {
    // Given
    upstreams.first.then(
        FailoverSide.PASSED.start().sending(FailoverSide.PASSED.wire().errorFrame("busy")));
    upstreams.second.then(FailoverSide.CONVERTED.hello(true));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request("mixed", true));

    // Then
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(count(reply.body(), "event: message_start")).isEqualTo(1);
    assertThat(reply.body()).contains("\"text\":\"hel\"").contains("event: message_stop");
    assertThat(reply.headers().firstValue("x-dragoman-provider")).hasValue("convert-2");
  }

  static List<Arguments> cuts() {
    return List.of(
        Arguments.of(FailoverSide.PASSED, FailoverSide.PASSED.content().dropping()),
        Arguments.of(FailoverSide.CONVERTED, FailoverSide.CONVERTED.content().dropping()),
        Arguments.of(
            FailoverSide.PASSED,
            FailoverSide.PASSED.content().sending(FailoverSide.PASSED.wire().errorFrame("oops"))),
        Arguments.of(
            FailoverSide.CONVERTED,
            FailoverSide.CONVERTED
                .content()
                .sending(FailoverSide.CONVERTED.wire().errorFrame("oops"))));
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void onceContentWasSentNothingFailsOver(FailoverSide side, Scenario.Answer cut) throws Exception {
    // Given: the failure comes after the client has seen the content
    CompletableFuture<Void> gate = new CompletableFuture<>();
    Scenario.Step last = cut.steps().getLast();
    List<Scenario.Step> before = cut.steps().subList(0, cut.steps().size() - 1);
    Scenario.Answer shown = new Scenario.Answer(cut.status(), cut.headers(), before).waiting(gate);
    List<Scenario.Step> all = new ArrayList<>(shown.steps());
    all.add(last);
    upstreams.first.then(new Scenario.Answer(cut.status(), cut.headers(), all));

    // When
    String body;
    try (LeavingClient client = LeavingClient.post(gateway, request(side.model(), true))) {
      client.awaitText("\"text\":\"lo\"");
      gate.complete(null);
      client.awaitText("event: error\n");
      body = client.received();
    }

    // Then
    assertThat(body).doesNotContain("event: message_stop");
    assertThat(upstreams.second.exchanges()).isEmpty();
  }

  @Test
  void bytesThatOnlyTheClientMayUnderstandAreNotHeldBack() throws Exception {
    // Given: a frame that is no event of the protocol
    byte[] odd = "event: message_start\ndata: [1]\n\n".getBytes(UTF_8);
    upstreams.first.then(Scenario.stream(List.of(odd)).hanging());

    // When
    try (LeavingClient client = LeavingClient.post(gateway, request("pass", true))) {
      client.awaitText("data: [1]");

      // Then
      assertThat(client.received()).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @EnumSource(FailoverSide.class)
  void endlessCommentsAreNotKeptForAFailover(FailoverSide side) throws Exception {
    // Given: more than is held back, none of it content
    byte[] comment = (": " + "x".repeat(200) + "\n\n").getBytes(UTF_8);
    Scenario.Answer answer = side.start();
    for (int i = 0; i < 400; i++) {
      answer = answer.sending(comment);
    }
    upstreams.first.then(answer.sending(side.wire().errorFrame("oops")));
    upstreams.second.then(side.hello(true));

    // When
    HttpResponse<String> reply = gateway.post("/v1/messages", request(side.model(), true));

    // Then: bytes pass only where both sides speak the same protocol
    boolean passed = side == FailoverSide.PASSED;
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.body().contains("event: error\n")).isEqualTo(passed);
    assertThat(reply.body().contains("event: message_stop")).isEqualTo(!passed);
  }

  @ParameterizedTest
  @MethodSource("sidesAndForms")
  void aClientThatLeavesEndsTheAttemptAndNoOtherStarts(FailoverSide side, boolean stream)
      throws Exception {
    // Given
    upstreams.first.then(Scenario.silence());
    try (LeavingClient client = LeavingClient.post(gateway, request(side.model(), stream))) {
      ScriptedExchange running = upstreams.first.take();

      // When
      client.leave();

      // Then
      assertThat(running.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
    }
    upstreams.first.then(side.hello(stream));
    gateway.post("/v1/messages", request(side.model(), stream));
    assertThat(upstreams.second.exchanges()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("sidesAndForms")
  void aClientThatLeavesEndsALaterAttemptToo(FailoverSide side, boolean stream) throws Exception {
    // Given
    upstreams.first.then(side.error(503, "busy"));
    upstreams.second.then(Scenario.silence());
    try (LeavingClient client = LeavingClient.post(gateway, request(side.model(), stream))) {
      ScriptedExchange running = upstreams.second.take();

      // When
      client.leave();

      // Then
      assertThat(running.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
    }
    upstreams.first.then(side.hello(stream));
    gateway.post("/v1/messages", request(side.model(), stream));
    assertThat(upstreams.third.exchanges()).isEmpty();
  }

  static List<Arguments> sidesAndForms() {
    return List.of(
        Arguments.of(FailoverSide.PASSED, true),
        Arguments.of(FailoverSide.PASSED, false),
        Arguments.of(FailoverSide.CONVERTED, true),
        Arguments.of(FailoverSide.CONVERTED, false));
  }
}
