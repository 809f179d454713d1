package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Dialogue;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.testkit.Scenario;
import dev.dragoman.testkit.ScriptedExchange;
import dev.dragoman.testkit.ScriptedTurn;
import dev.dragoman.testkit.ScriptedTurn.Call;
import dev.dragoman.testkit.ScriptedTurn.Stop;
import dev.dragoman.testkit.ScriptedUpstream;
import dev.dragoman.testkit.UpstreamWire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes well, on every pair of client and upstream. */
@ExtendWith(PlaygroundExtension.class)
class TalkContractTest {
  private static final ScriptedTurn GREETING =
      ScriptedTurn.saying("Good ", "morning, ", "Zoë 🌍").using(21, 7);

  private static final ScriptedTurn TWO_CALLS =
      ScriptedTurn.saying("Let me ", "look.")
          .calling(
              Call.of(
                  "call_rome", "weather", "{\"city\":", "\"Rome\",", "\"id\":1234567890123456789}"),
              Call.of("call_time", "clock"))
          .using(40, 25);

  @ParameterizedTest
  @EnumSource
  void aWholeAnswerArrives(Pair pair, Playground playground) throws Exception {
    // Given
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    upstream.then(Scenario.json(wire(pair).whole(pair.upstream().model(), GREETING)));

    // When
    Reply reply;
    try (ClientUnderTest client = pair.connect(playground)) {
      reply = client.ask(pair.question("Greet me.")).create();
    }

    // Then
    greets(reply, pair);
    ScriptedExchange exchange = upstream.take();
    pair.upstream().accepts(exchange);
    assertThat(exchange.bodyText()).contains("Greet me.", "Be brief.");
    assertThat(exchange.target() + exchange.bodyText()).contains(pair.upstream().model());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-128")
  void aStreamArrives(Pair pair, Playground playground) throws Exception {
    // Given
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    upstream.then(
        Scenario.stream(wire(pair).stream(pair.upstream().model(), GREETING))
            .pausing(Duration.ofMillis(2)));

    // When
    Reply reply = streamed(pair, playground);

    // Then
    greets(reply, pair);
    pair.upstream().accepts(upstream.take());
  }

  /** claude-code-router#1672, liter-llm#152, astrid#171. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-135")
  void aStreamMayComeByteByByte(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.stream(wire(pair).stream(pair.upstream().model(), GREETING)).byteAtATime());

    // When
    Reply reply = streamed(pair, playground);

    // Then
    greets(reply, pair);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-149")
  void anUpstreamMayAnswerAStreamRequestWhole(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.json(wire(pair).whole(pair.upstream().model(), GREETING)));

    // When
    Reply reply = streamed(pair, playground);

    // Then
    greets(reply, pair);
  }

  /** better-ccflare#243, superlocalmemory#79. */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-109")
  void aGzippedAnswerArrivesPlain(Pair pair, Playground playground) {
    // Given
    playground
        .upstream(pair.upstream())
        .then(Scenario.gzippedJson(200, wire(pair).whole(pair.upstream().model(), GREETING)));

    // When
    Reply reply;
    try (ClientUnderTest client = pair.connect(playground)) {
      reply = client.ask(pair.question("Greet me.")).create();
    }

    // Then
    greets(reply, pair);
  }

  /**
   * The SDKs' own accumulators put the first answer together and send it back with the results.
   * BerriAI/litellm#11789, Roo-Code#10155, earendil-works/pi#8943.
   */
  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-1")
  @Tag("pitfall-24")
  @Tag("pitfall-126")
  @Tag("pitfall-134")
  void twoParallelCallsAreAnsweredInASecondStep(Pair pair, Playground playground) throws Exception {
    // Given
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    String model = pair.upstream().model();
    upstream
        .then(Scenario.stream(wire(pair).stream(model, TWO_CALLS)))
        .then(Scenario.stream(wire(pair).stream(model, GREETING)));

    // When
    Reply first;
    Reply second;
    try (ClientUnderTest client = pair.connect(playground)) {
      Dialogue dialogue = client.ask(pair.question("Weather and time?").withTools());
      first = dialogue.stream();
      Map<String, String> results = new LinkedHashMap<>();
      first.calls().forEach(call -> results.put(call.id(), "result of " + call.name()));
      dialogue.give(results);
      second = dialogue.stream();
    }

    // Then
    callsTwice(first, pair);
    greets(second, pair);
    pair.upstream().accepts(upstream.take());
    ScriptedExchange answered = upstream.take();
    pair.upstream().accepts(answered);
    assertThat(answered.bodyText())
        .contains("Let me look.", "1234567890123456789")
        .containsOnlyOnce("result of weather")
        .containsOnlyOnce("result of clock");
  }

  @ParameterizedTest
  @EnumSource
  void parallelCallsArriveInAWholeAnswer(Pair pair, Playground playground) throws Exception {
    // Given
    ScriptedUpstream upstream = playground.upstream(pair.upstream());
    ScriptedTurn complete =
        TWO_CALLS.calling(TWO_CALLS.calls().getFirst(), Call.of("call_time", "clock", "{}"));
    upstream.then(Scenario.json(wire(pair).whole(pair.upstream().model(), complete)));

    // When
    Reply reply;
    try (ClientUnderTest client = pair.connect(playground)) {
      reply = client.ask(pair.question("Weather and time?").withTools()).create();
    }

    // Then
    callsTwice(reply, pair);
    pair.upstream().accepts(upstream.take());
  }

  @ParameterizedTest
  @EnumSource
  @Tag("pitfall-53")
  void aCallThatTheLimitCutIsNoToolUse(Pair pair, Playground playground) {
    // Given
    ScriptedTurn cut =
        ScriptedTurn.saying("Look").calling(Call.of("call_a", "weather", "{\"city\":\"R"));
    playground
        .upstream(pair.upstream())
        .then(
            Scenario.stream(wire(pair).stream(pair.upstream().model(), cut.stopping(Stop.LENGTH))));

    // When
    String body = rawStream(pair, playground);

    // Then
    assertThat(body).contains(limitWord(pair.client()));
    assertThat(body).doesNotContain("\"tool_calls\",", "\"stop_reason\":\"tool_use\"");
  }

  private static String limitWord(ClientKind client) {
    return switch (client) {
      case ANTHROPIC -> "max_tokens";
      case OPENAI -> "\"length\"";
      case RESPONSES -> "\"reason\":\"max_output_tokens\"";
      case GEMINI -> "\"MAX_TOKENS\"";
    };
  }

  private static String rawStream(Pair pair, Playground playground) {
    return playground
        .raw()
        .postAsync(
            pair.client().path(pair.upstream().publicModel(), true),
            pair.client().request(pair.upstream().publicModel(), true))
        .join()
        .body();
  }

  private static Reply streamed(Pair pair, Playground playground) {
    try (ClientUnderTest client = pair.connect(playground)) {
      return client.ask(pair.question("Greet me.")).stream();
    }
  }

  private static void greets(Reply reply, Pair pair) {
    assertThat(reply.faults()).isEmpty();
    assertThat(reply.text()).isEqualTo("Good morning, Zoë 🌍");
    assertThat(reply.calls()).isEmpty();
    assertThat(reply.stop()).isEqualTo(Stop.END);
    assertThat(reply.model()).isEqualTo(pair.upstream().publicModel());
    assertThat(reply.id()).startsWith(pair.client().idPrefix());
    assertThat(reply.inputTokens()).isEqualTo(21);
    assertThat(reply.outputTokens()).isEqualTo(7);
  }

  private static void callsTwice(Reply reply, Pair pair) {
    assertThat(reply.faults()).isEmpty();
    assertThat(reply.text()).isEqualTo("Let me look.");
    assertThat(reply.stop()).isEqualTo(Stop.TOOLS);
    assertThat(reply.calls()).extracting(Reply.Call::name).containsExactly("weather", "clock");
    assertThat(reply.calls()).extracting(Reply.Call::id).doesNotHaveDuplicates();
    String weather = reply.calls().get(0).arguments();
    assertThat(JsonReader.parse(weather).source().text())
        .isEqualTo("{\"city\":\"Rome\",\"id\":1234567890123456789}");
    // Passed through, a client sees what its own vendor said, be it nothing.
    String clock = reply.calls().get(1).arguments();
    assertThat(pair.passesThrough() && clock.isEmpty() ? "{}" : clock).isEqualTo("{}");
  }

  private static UpstreamWire wire(Pair pair) {
    return pair.upstream().wire();
  }
}
