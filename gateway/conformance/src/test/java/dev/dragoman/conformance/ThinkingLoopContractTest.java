package dev.dragoman.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dragoman.conformance.client.ClientUnderTest;
import dev.dragoman.conformance.client.Dialogue;
import dev.dragoman.conformance.client.Question;
import dev.dragoman.conformance.client.Reply;
import dev.dragoman.conformance.loop.ThinkingStage;
import dev.dragoman.conformance.loop.ThinkingUpstream;
import dev.dragoman.conformance.loop.Turn;
import dev.dragoman.conformance.loop.Turn.Redacted;
import dev.dragoman.conformance.loop.Turn.Signed;
import dev.dragoman.conformance.loop.Turn.Thought;
import dev.dragoman.testkit.ScriptedExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tool loops of three turns with models that think, held by official SDKs: what a model thought
 * comes back to it as it was, and to no other (protocols.md 2.6).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThinkingLoopContractTest {
  /** Two signed thoughts, one of them shown as an empty text, and a redacted one. */
  private static final Turn FIRST =
      new Turn(
          List.of(
              new Signed("First é", "EqQB/1+A"),
              new Signed("", "EqQC/2AA"),
              new Redacted("EmwK/38=")),
          "Let me look.",
          "call_of_turn_1");

  private static final Turn SECOND =
      new Turn(List.of(new Signed("Then", "EqQD/4AA")), "Once more.", "call_of_turn_2");
  private static final Turn THIRD = new Turn(List.of(), "And again.", "call_of_turn_3");

  private static final JsonMapper ORDERED =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ThinkingStage stage;

  @BeforeAll
  void open(@TempDir Path home) throws InterruptedException {
    stage = new ThinkingStage(home);
  }

  @BeforeEach
  void freshScripts() {
    stage.reset();
  }

  @AfterEach
  void noAlarms() {
    assertThat(stage.newAlarms()).as("what the gateways printed meanwhile").isEmpty();
  }

  @AfterAll
  void close() {
    stage.close();
  }

  static Stream<Arguments> loops() {
    return Stream.of(ClientKind.values())
        .flatMap(client ->
            thinking()
                .flatMap(upstream ->
                    Stream.of(false, true).map(stream -> Arguments.of(client, upstream, stream))));
  }

  private static Stream<ThinkingUpstream> thinking() {
    return Stream.of(
        ThinkingUpstream.ANTHROPIC,
        ThinkingUpstream.BEDROCK,
        ThinkingUpstream.DEEPSEEK,
        ThinkingUpstream.GEMINI);
  }

  /** Of clients that did not ask for thinking the gateway remembers the thoughts. */
  @ParameterizedTest
  @MethodSource("loops")
  @Tag("pitfall-68")
  @Tag("pitfall-71")
  @Tag("pitfall-72")
  @Tag("pitfall-75")
  void thoughtsComeBackUnchangedOnEveryTurn(
      ClientKind kind, ThinkingUpstream upstream, boolean stream) throws Exception {
    // Given
    script(upstream, stream, FIRST, SECOND, THIRD);

    // When
    try (ClientUnderTest client = connect(kind, 0)) {
      Dialogue dialogue = client.ask(question(upstream));
      for (int turn = 0; turn < 3; turn++) {
        answer(dialogue, stream ? dialogue.stream() : dialogue.create());
      }
    }

    // Then
    seesItsOwn(upstream);
  }

  /**
   * SDKs with types keep what is unknown within tool calls and blocks, and that is enough: each
   * turn is held at a gateway that did not see the one before.
   */
  @ParameterizedTest
  @MethodSource("loops")
  @Tag("pitfall-71")
  @Tag("pitfall-72")
  @Tag("pitfall-75")
  void whatClientsBringBackIsEnoughForAGatewayThatRemembersNothing(
      ClientKind kind, ThinkingUpstream upstream, boolean stream) throws Exception {
    // Given
    script(upstream, stream, FIRST, SECOND, THIRD);

    // When
    Dialogue dialogue = null;
    for (int turn = 0; turn < 3; turn++) {
      try (ClientUnderTest client = connect(kind, turn)) {
        dialogue =
            dialogue == null
                ? client.ask(question(upstream).withThinking())
                : client.resume(dialogue, upstream.publicModel());
        answer(dialogue, stream ? dialogue.stream() : dialogue.create());
      }
    }

    // Then
    seesItsOwn(upstream);
  }

  static Stream<Arguments> moves() {
    return Stream.of(ClientKind.values())
        .flatMap(client ->
            Stream.of(ThinkingUpstream.values())
                .flatMap(from ->
                    Stream.of(ThinkingUpstream.values())
                        .filter(to -> to != from)
                        .map(to -> Arguments.of(client, from, to))));
  }

  @ParameterizedTest
  @MethodSource("moves")
  @Tag("pitfall-70")
  void aConversationGoesOnElsewhereAndBackWithItsHistoryAndNoForeignState(
      ClientKind kind, ThinkingUpstream from, ThinkingUpstream to) throws Exception {
    // Given
    script(from, false, FIRST, THIRD);
    script(to, false, SECOND);

    // When
    try (ClientUnderTest client = connect(kind, 0)) {
      Dialogue dialogue = client.ask(question(from).withThinking());
      answer(dialogue, dialogue.create());
      dialogue = client.resume(dialogue, to.publicModel());
      answer(dialogue, dialogue.create());
      dialogue = client.resume(dialogue, from.publicModel());
      dialogue.create();
    }

    // Then
    stage.upstream(from).take();
    String elsewhere = ordered(stage.upstream(to).take());
    String back = ordered(stage.upstream(from).take());
    holdsHistory(elsewhere, FIRST);
    holdsHistory(back, FIRST, SECOND);
    assertThat(from.thoughts(FIRST)).allSatisfy(thought -> assertThat(back).contains(thought));
    if (to.reads(from)) {
      assertThat(to.thoughts(FIRST)).allSatisfy(own -> assertThat(elsewhere).contains(own));
    } else {
      holdsNoStateOf(FIRST, elsewhere);
    }
    if (!from.reads(to)) {
      holdsNoStateOf(SECOND, back);
    }
  }

  private void script(ThinkingUpstream upstream, boolean stream, Turn... turns) {
    for (Turn turn : turns) {
      stage.upstream(upstream).then(upstream.answer(turn, stream));
    }
  }

  private ClientUnderTest connect(ClientKind kind, int turn) {
    return kind.connect(stage.gateway(turn), ThinkingStage.CLIENT_KEY);
  }

  private static Question question(ThinkingUpstream upstream) {
    return Question.of(upstream.publicModel(), "Time?").withTools();
  }

  private static void answer(Dialogue dialogue, Reply reply) {
    Map<String, String> results = new LinkedHashMap<>();
    reply.calls().forEach(call -> results.put(call.id(), "noon after " + call.id()));
    dialogue.give(results);
  }

  /** The body by order of keys, for each SDK writes them in an order of its own. */
  private static String ordered(ScriptedExchange exchange) throws IOException {
    return ORDERED.writeValueAsString(ORDERED.readValue(exchange.body(), Object.class));
  }

  /** Both requests that follow an answer hold what was thought in it, byte for byte. */
  private void seesItsOwn(ThinkingUpstream upstream) throws Exception {
    stage.upstream(upstream).take();
    String second = ordered(stage.upstream(upstream).take());
    String third = ordered(stage.upstream(upstream).take());
    holdsHistory(second, FIRST);
    holdsHistory(third, FIRST, SECOND);
    assertThat(second).contains(String.join(",", upstream.thoughts(FIRST)));
    assertThat(third)
        .contains(String.join(",", upstream.thoughts(FIRST)))
        .contains(String.join(",", upstream.thoughts(SECOND)));
  }

  /** Text, call and result of each turn; and nothing that the gateway made for itself. */
  private static void holdsHistory(String body, Turn... turns) {
    for (Turn turn : turns) {
      assertThat(body).containsOnlyOnce(turn.text()).contains("noon after " + turn.id());
      assertThat(body.split("\"" + turn.id() + "\"", -1)).as("the call and its result").hasSize(3);
    }
    assertThat(body).doesNotContain("gw1.").doesNotContain("dragoman");
  }

  private static void holdsNoStateOf(Turn turn, String body) {
    assertThat(body).doesNotContain(turn.thoughts().stream().map(Thought::state).toList());
  }
}
