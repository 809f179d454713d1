package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Dialogue;
import dev.dragoman.conformance.client.Failure;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedExchange.Ending;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.UpstreamWire;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.FieldSource;

/** What goes wrong upstream, on every pair: the client hears of it in its own protocol. */
@ExtendWith(PlaygroundExtension.class)
class FailureContractTest {
  private static final ScriptedTurn TURN =
      ScriptedTurn.saying("Let me ", "look.")
          .calling(Call.of("call_a", "weather", "{\"city\":\"R"));

  /** A pair, a refusal, and whether a stream was asked for. */
  record Case(Pair pair, UpstreamRefusal refusal, boolean stream) {}

  static final List<Case> CASES =
      Stream.of(Pair.values())
          .flatMap(pair ->
              Stream.of(UpstreamRefusal.values())
                  .flatMap(refusal ->
                      Stream.of(true, false).map(stream -> new Case(pair, refusal, stream))))
          .toList();

  /** litellm#37754, lean-ctx#1638; nyroway/nyro#68, orbit#490. */
  @ParameterizedTest
  @FieldSource("CASES")
  @Tag("pitfall-119")
  @Tag("pitfall-123")
  void anErrorBeforeTheAnswerIsTheClientsOwn(Case example, Playground playground) {
    // Given
    Pair pair = example.pair();
    UpstreamRefusal refusal = example.refusal();
    int status = refusal.upstreamStatus();
    playground
        .upstream(pair.upstream())
        .then(
            Scenario.json(status, wire(pair).error(status, "the words of the upstream"))
                .with("retry-after", "7"));

    // When
    Failure failure;
    try (ClientUnderTest client = pair.connect(playground)) {
      Dialogue dialogue = client.ask(pair.question("Hello."));
      failure = client.failureOf(example.stream() ? dialogue::stream : dialogue::create);
    }

    // Then
    assertThat(failure.exception()).isEqualTo(refusal.exception());
    assertThat(failure.status()).isEqualTo(refusal.clientStatus());
    assertThat(failure.type()).isEqualTo(refusal.type(pair.client()));
    assertThat(failure.text().contains("the words of the upstream"))
        .isEqualTo(refusal.keepsWords());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-119")
  void aRateLimitSaysWhenToComeBack(Pair pair, Playground playground) throws Exception {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.json(429, wire(pair).error(429, "slower")).with("retry-after", "7"));

    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                pair.client().path(pair.upstream().publicModel(), false),
                pair.client().request(pair.upstream().publicModel(), false));

    // Then
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("retry-after")).hasValue("7");
  }

  /** CLIProxyAPI#1895. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-120")
  void aPageOfAProxyBecomesAnErrorOfTheClient(Pair pair, Playground playground) {
    // Given
    byte[] page =
        "<html><body>Bad gateway at 10.1.2.3</body></html>".getBytes(StandardCharsets.US_ASCII);
    playground.upstream(pair.upstream()).then(Scenario.body(502, "text/html", page));

    // When
    Failure failure;
    try (ClientUnderTest client = pair.connect(playground)) {
      failure = client.failureOf(client.ask(pair.question("Hello."))::create);
    }

    // Then
    assertThat(failure.exception()).isEqualTo("InternalServerException");
    assertThat(failure.text()).doesNotContain("html", "10.1.2.3");
  }

  /** OmniRoute#8210, envoyproxy/ai-gateway#2697, suna#4352. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-138")
  @Tag("pitfall-148")
  void anErrorInsideAStreamIsRaised(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(
            Scenario.stream(wire(pair).opening(pair.upstream().model(), TURN))
                .sending(wire(pair).errorFrame("something broke")));

    // Then
    failsInsideTheStream(pair, playground);
  }

  /** An upstream that fails at once has not begun an answer: the status still says so. */
  @ParameterizedTest
  @EnumSource
  void anErrorAsTheFirstEventIsAnHttpError(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.stream(List.of(wire(pair).errorFrame("something broke"))));

    // When
    Failure failure;
    try (ClientUnderTest client = pair.connect(playground)) {
      failure = client.failureOf(client.ask(pair.question("Hello."))::stream);
    }

    // Then
    assertThat(failure.insideStream()).isFalse();
    assertThat(failure.status()).isGreaterThanOrEqualTo(500);
  }

  /** litellm#32159, #39748, opencode#46065. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-139")
  void aStreamThatEndsWithoutSayingSoIsAnError(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.stream(wire(pair).opening(pair.upstream().model(), TURN)));

    // Then
    failsInsideTheStream(pair, playground);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-139")
  void aStreamWhoseConnectionBreaksIsAnError(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.stream(wire(pair).opening(pair.upstream().model(), TURN)).dropping());

    // Then
    failsInsideTheStream(pair, playground);
  }

  /** sudocode#576. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-140")
  void aStreamCutInsideAFrameIsAnError(Pair pair, Playground playground) {
    // Given
    UpstreamWire wire = wire(pair);
    String model = pair.upstream().model();
    playground
        .upstream(pair.upstream())
        .then(
            Scenario.stream(wire.opening(model, TURN))
                .droppingInside(wire.ending(model, TURN).getFirst()));

    // Then
    failsInsideTheStream(pair, playground);
  }

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerCutInTheMiddleIsAnError(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.truncatedJson(wire(pair).whole(pair.upstream().model(), TURN)));

    // When
    Failure failure;
    try (ClientUnderTest client = pair.connect(playground)) {
      failure = client.failureOf(client.ask(pair.question("Hello."))::create);
    }

    // Then
    assertThat(failure.status()).isEqualTo(502);
  }

  @ParameterizedTest
  @EnumSource
  void anUpstreamThatSaysNothingTimesOut(Pair pair, Playground playground) throws Exception {
    for (boolean stream : List.of(true, false)) {
      // Given
      ScriptedUpstream upstream = playground.upstream(pair.upstream());
      upstream.then(Scenario.silence());

      // When
      HttpResponse<String> answer =
          playground
              .raw()
              .post(
                  pair.client().path("impatient-" + pair.upstream().id(), stream),
                  pair.client().request("impatient-" + pair.upstream().id(), stream));

      // Then
      assertThat(answer.statusCode()).isEqualTo(504);
      ErrorBodies.isOf(pair.client(), answer, "timeout_error", "timeout");
      assertThat(upstream.take().awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anUpstreamThatCannotBeReachedIsAnError(Pair pair, Playground playground) throws Exception {
    // When
    HttpResponse<String> answer =
        playground
            .raw()
            .post(
                pair.client().path("unreachable-" + pair.upstream().id(), true),
                pair.client().request("unreachable-" + pair.upstream().id(), true));

    // Then
    assertThat(answer.statusCode()).isBetween(502, 529);
    assertThat(answer.body()).contains("\"error\"").doesNotContain("127.0.0.1");
  }

  /** Google goes on and bills the whole, so that its answer is read to the end. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*_TO_(GEMINI|VERTEX)")
  void aClientThatLeavesAStreamLeavesTheUpstream(Pair pair, Playground playground)
      throws Exception {
    // Given
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    upstream.then(Scenario.stream(wire(pair).opening(pair.upstream().model(), TURN)).hanging());

    // When
    try (ClientUnderTest client = pair.connect(playground)) {
      client.ask(pair.question("Hello.")).leaveStream();
    }

    // Then
    assertThat(upstream.take().awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
  }

  /** litellm#31499, #37140, #30245. */
  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ".*_TO_(GEMINI|VERTEX)")
  @Tag("pitfall-141")
  void aClientThatLeavesBeforeTheFirstTokenLeavesTheUpstream(Pair pair, Playground playground)
      throws Exception {
    for (boolean stream : List.of(true, false)) {
      // Given
      ScriptedUpstream upstream = playground.upstream(pair.upstream());
      upstream.then(Scenario.silence());
      CompletableFuture<?> answer =
          playground
              .raw()
              .postAsync(
                  pair.client().path(pair.upstream().publicModel(), stream),
                  pair.client().request(pair.upstream().publicModel(), stream));
      ScriptedExchange exchange = upstream.take();

      // When
      answer.cancel(true);

      // Then
      assertThat(exchange.awaitEnding()).isEqualTo(Ending.CLIENT_LEFT);
    }
  }

  private static void failsInsideTheStream(Pair pair, Playground playground) {
    // When
    Failure failure;
    try (ClientUnderTest client = pair.connect(playground)) {
      failure = client.failureOf(client.ask(pair.question("Hello.").withTools())::stream);
    }

    // Then
    assertThat(failure.insideStream()).isTrue();
    assertThat(failure.status()).isEqualTo(200);
    assertThat(failure.text()).doesNotContain("127.0.0.1");
  }

  private static UpstreamWire wire(Pair pair) {
    return pair.upstream().wire();
  }
}
