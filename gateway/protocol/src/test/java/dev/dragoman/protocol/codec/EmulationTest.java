package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sources: protocols.md 2.2 (stop sequences), 2.7 (free-form tools), 2.8 (output format). */
final class EmulationTest {
  private static final StreamEvent START = new MessageStart("id", "m", null, Usage.UNKNOWN);

  private static StreamEvent end(Kind kind) {
    return new MessageEnd(StopReason.of(kind, "raw"), Usage.UNKNOWN);
  }

  private static StreamEvent text(int block) {
    return new BlockStart(block, Text.of(""));
  }

  private static StreamEvent call(int block, String name) {
    return new BlockStart(block, ToolCall.of("c" + block, name, JsonText.EMPTY_OBJECT));
  }

  private static Emulation stopping(String... sequences) {
    return new Emulation(Set.of(), null, List.of(sequences));
  }

  private static Emulation output() {
    return new Emulation(Set.of(), "structured_output", List.of());
  }

  private static Emulation freeform() {
    return new Emulation(Set.of("patch"), null, List.of());
  }

  /** What goes on of a stream, checked as in production. */
  private static List<StreamEvent> through(Emulation emulation, StreamEvent... events) {
    List<StreamEvent> out = new ArrayList<>();
    Consumer<StreamEvent> stage = emulation.before(new StreamValidator(out::add));
    List.of(events).forEach(stage);
    StreamGrammar.assertWellFormed(out);
    return out;
  }

  private static ChatResponse folded(List<StreamEvent> events) {
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    return fold.toResponse();
  }

  private static Candidate only(List<StreamEvent> events) {
    return folded(events).candidates().getFirst();
  }

  private static ChatResponse whole(Kind kind, ContentBlock... content) {
    return new ChatResponse(
        "id",
        "m",
        null,
        List.of(
            new Candidate(0, List.of(content), StopReason.of(kind, "raw"), null, Extensions.NONE)),
        Usage.UNKNOWN,
        "tier",
        "print",
        null,
        Extensions.NONE);
  }

  @Test
  @Tag("pitfall-65")
  void theCallOfTheHiddenToolStreamsAsText() {
    // When
    List<StreamEvent> out =
        through(
            output(),
            START,
            call(0, "structured_output"),
            new ToolArgumentsDelta(0, "{\"a\""),
            new ToolArgumentsDelta(0, ":1}"),
            new BlockStop(0),
            end(Kind.TOOL_USE));

    // Then
    assertThat(out)
        .contains(new TextDelta(0, "{\"a\""), new TextDelta(0, ":1}"))
        .endsWith(end(Kind.END_TURN));
    assertThat(only(out).content()).containsExactly(Text.of("{\"a\":1}"));
  }

  @Test
  @Tag("pitfall-65")
  void theCallOfTheHiddenToolIsTheTextOfAWholeAnswer() {
    // When
    ChatResponse out =
        output()
            .applied(
                whole(
                    Kind.TOOL_USE,
                    Text.of("Here it is:"),
                    ToolCall.of("c", "structured_output", new JsonText("{\"a\":1.0}"))));

    // Then
    assertThat(out.candidates().getFirst().content()).containsExactly(Text.of("{\"a\":1.0}"));
    assertThat(out.candidates().getFirst().stop().kind()).isEqualTo(Kind.END_TURN);
    assertThat(out.serviceTier()).isEqualTo("tier");
    assertThat(out.fingerprint()).isEqualTo("print");
  }

  @Test
  void anAnswerWithoutTheHiddenCallIsShownAsItIs() {
    // When
    List<StreamEvent> out =
        through(
            output(),
            START,
            text(0),
            new TextDelta(0, "I will not."),
            new BlockStop(0),
            end(Kind.END_TURN));

    // Then
    assertThat(only(out).content()).containsExactly(Text.of("I will not."));
  }

  @Test
  void aHiddenCallThatWasCutKeepsTheReason() {
    // When
    List<StreamEvent> out =
        through(
            output(),
            START,
            call(0, "structured_output"),
            new ToolArgumentsDelta(0, "{\"a\":"),
            end(Kind.MAX_TOKENS));

    // Then
    assertThat(only(out).stop().kind()).isEqualTo(Kind.MAX_TOKENS);
    assertThat(only(out).content()).containsExactly(Text.of("{\"a\":"));
  }

  @Test
  @Tag("pitfall-48")
  void theCallOfARawTextToolComesBackAsRawText() {
    // When
    List<StreamEvent> out =
        through(
            freeform(),
            START,
            call(0, "patch"),
            new ToolArgumentsDelta(0, "{\"input\":\"a \\\""),
            new ToolArgumentsDelta(0, "b\\n\"}"),
            new BlockStop(0),
            call(1, "other"),
            new ToolArgumentsDelta(1, "{\"input\":\"x\"}"),
            end(Kind.TOOL_USE));

    // Then
    List<ContentBlock> calls = only(out).content();
    assertThat(calls.get(0))
        .isInstanceOfSatisfying(
            ToolCall.class,
            call -> {
              assertThat(call.freeform()).isTrue();
              assertThat(call.arguments()).isEqualTo(JsonText.ofString("a \"b\n"));
            });
    assertThat(calls.get(1))
        .isEqualTo(ToolCall.of("c1", "other", new JsonText("{\"input\":\"x\"}")));
  }

  @Test
  @Tag("pitfall-48")
  void aRawTextCallThatWasCutKeepsWhatCame() {
    // When
    ChatResponse out =
        freeform()
            .applied(
                whole(
                    Kind.MAX_TOKENS,
                    ToolCall.of("c", "patch", new JsonText("{\"input\":\"x\",\"y\":1}"))));

    // Then
    assertThat(out.candidates().getFirst().content().getFirst())
        .isInstanceOfSatisfying(
            ToolCall.class,
            call ->
                assertThat(call.arguments())
                    .isEqualTo(JsonText.ofString("{\"input\":\"x\",\"y\":1}")));
  }

  @Test
  void callsOfSeveralAnswersEachEndWithTheirAnswer() {
    // When
    List<StreamEvent> out =
        through(
            freeform(),
            START,
            new BlockStart(0, 0, ToolCall.of("a", "patch", JsonText.EMPTY_OBJECT)),
            new BlockStart(1, 1, ToolCall.of("b", "patch", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(0, "{\"input\":\"0\"}"),
            new ToolArgumentsDelta(1, "{\"input\":\"1\"}"),
            new CandidateEnd(0, StopReason.of(Kind.TOOL_USE, null)),
            new CandidateEnd(1, StopReason.of(Kind.TOOL_USE, null)),
            end(Kind.TOOL_USE));

    // Then
    assertThat(folded(out).candidates())
        .extracting(candidate -> ((ToolCall) candidate.content().getFirst()).arguments().text())
        .containsExactly("\"0\"", "\"1\"");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "one STOP two, STOP, 'one ', STOP",
        "one ST two, STOP, one ST two, -",
        "STOP, STOP, '', STOP",
        "xSTOSTOPy, STOP, xSTO, STOP",
        "a</b>c, b, a</, b"
      })
  void textIsCutBeforeTheFirstStopSequenceHoweverItIsSliced(
      String text, String sequence, String kept, String found) {
    for (int slice = 1; slice <= text.length(); slice++) {
      // When
      List<StreamEvent> events = new ArrayList<>(List.of(START, text(0)));
      for (int at = 0; at < text.length(); at += slice) {
        events.add(new TextDelta(0, text.substring(at, Math.min(text.length(), at + slice))));
      }
      events.add(new BlockStop(0));
      events.add(end(Kind.END_TURN));
      List<StreamEvent> out = through(stopping(sequence), events.toArray(StreamEvent[]::new));

      // Then
      assertThat(only(out).content()).as("slices of %s", slice).containsExactly(Text.of(kept));
      assertThat(only(out).stop().stopSequence()).isEqualTo(found);
      assertThat(only(out).stop().kind())
          .isEqualTo(found == null ? Kind.END_TURN : Kind.STOP_SEQUENCE);
    }
  }

  @Test
  void thePartOfAStopSequenceNeverGetsOut() {
    // When
    List<StreamEvent> out =
        through(
            stopping("</answer>"),
            START,
            text(0),
            new TextDelta(0, "yes</ans"),
            new TextDelta(0, "wer> and more"),
            new BlockStop(0),
            text(1),
            new TextDelta(1, "later"),
            new BlockStop(1),
            end(Kind.MAX_TOKENS));

    // Then
    assertThat(out)
        .containsExactly(
            START,
            text(0),
            new TextDelta(0, "yes"),
            new BlockStop(0),
            new MessageEnd(
                new StopReason(Kind.STOP_SEQUENCE, "</answer>", null, null, "raw"), Usage.UNKNOWN));
  }

  @Test
  void theSequenceThatIsCompleteFirstCounts() {
    // When
    ChatResponse out = stopping("bcdef", "cd").applied(whole(Kind.END_TURN, Text.of("abcdefg")));

    // Then
    assertThat(out.candidates().getFirst().content()).containsExactly(Text.of("ab"));
    assertThat(out.candidates().getFirst().stop().stopSequence()).isEqualTo("cd");
  }

  @Test
  void withoutAnythingToDoAnAnswerPassesUntouched() {
    // Given
    ChatResponse answer = whole(Kind.END_TURN, Text.of("x"));

    // Then
    assertThat(Emulation.NONE.applied(answer)).isSameAs(answer);
  }
}
