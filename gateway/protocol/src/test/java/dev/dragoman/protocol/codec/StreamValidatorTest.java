package dev.dragoman.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StreamValidatorTest {
  private static final StreamEvent START = new MessageStart("id", "m", null, Usage.UNKNOWN);
  private static final StreamEvent TEXT = new BlockStart(0, Text.of(""));
  private static final StreamEvent CALL =
      new BlockStart(0, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT));

  @Test
  void aWellFormedStreamPassesUnchanged() {
    // Given
    List<StreamEvent> events =
        List.of(
            new KeepAlive(),
            START,
            TEXT,
            new BlockStart(1, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(1, "{"),
            new TextDelta(0, "a"),
            new ToolArgumentsDelta(1, "}"),
            new BlockStop(1),
            new BlockStop(0),
            new UsageUpdate(Usage.of(1, 2)),
            end(Kind.TOOL_USE));

    // Then
    assertThat(validated(events)).isEqualTo(events);
  }

  @Test
  void nothingFollowsAnEnd() {
    // When
    List<StreamEvent> seen =
        validated(List.of(START, end(Kind.END_TURN), new KeepAlive(), TEXT, end(Kind.END_TURN)));

    // Then
    assertThat(seen).containsExactly(START, end(Kind.END_TURN));
  }

  @Test
  void openBlocksAreClosedAtTheEnd() {
    assertThat(validated(List.of(START, TEXT, end(Kind.END_TURN))))
        .containsExactly(START, TEXT, new BlockStop(0), end(Kind.END_TURN));
  }

  @Test
  @Tag("pitfall-148")
  void aCallThatAnErrorCutsIsNotClosed() {
    // Given
    StreamEvent error = new StreamError(GatewayError.of(ErrorKind.OVERLOADED, "busy"));

    // When
    List<StreamEvent> seen =
        validated(List.of(START, CALL, new ToolArgumentsDelta(0, "{\"a"), error));

    // Then
    assertThat(seen).endsWith(new ToolArgumentsDelta(0, "{\"a"), error);
  }

  @Test
  @Tag("pitfall-139")
  void aStreamThatJustStopsIsTruncated() {
    // Given
    List<StreamEvent> seen = new ArrayList<>();
    StreamValidator validator = new StreamValidator(seen::add);
    validator.accept(START);

    // When
    validator.finish();
    validator.finish();

    // Then
    assertThat(validator.ended()).isTrue();
    assertThat(seen).hasSize(2);
    assertThat(errorOf(seen).kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  /** maximhq/bifrost#6123, litellm#34692. */
  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"END_TURN", "OTHER"})
  @Tag("pitfall-113")
  void aStopAfterACallIsToolUse(Kind kind) {
    assertThat(validated(List.of(START, CALL, new BlockStop(0), end(kind))))
        .endsWith(new MessageEnd(StopReason.of(Kind.TOOL_USE, "raw"), Usage.UNKNOWN));
  }

  @Test
  void toolUseWithoutACallIsTheEndOfTheTurn() {
    assertThat(validated(List.of(START, end(Kind.TOOL_USE))))
        .endsWith(new MessageEnd(StopReason.of(Kind.END_TURN, "raw"), Usage.UNKNOWN));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"MAX_TOKENS", "CONTENT_FILTER", "REFUSAL"})
  @Tag("pitfall-53")
  void aCallThatWasCutKeepsItsReason(Kind kind) {
    assertThat(validated(List.of(START, CALL, end(kind)))).endsWith(end(kind));
  }

  @Test
  void eachCandidateHasItsOwnCallsAndBlocks() {
    // Given
    StreamEvent second = new BlockStart(1, 1, ToolCall.of("a", "f", JsonText.EMPTY_OBJECT));
    StopReason stop = StopReason.of(Kind.END_TURN, null);

    // When
    List<StreamEvent> seen =
        validated(
            List.of(
                START,
                TEXT,
                second,
                new CandidateEnd(1, stop),
                new CandidateEnd(0, stop),
                new MessageEnd(stop, Usage.UNKNOWN)));

    // Then
    assertThat(seen)
        .containsExactly(
            START,
            TEXT,
            second,
            new BlockStop(1),
            new CandidateEnd(1, StopReason.of(Kind.TOOL_USE, null)),
            new BlockStop(0),
            new CandidateEnd(0, stop),
            new MessageEnd(stop, Usage.UNKNOWN));
  }

  @Test
  void anUnknownEventBeforeTheStartIsLeftOut() {
    StreamEvent raw = new RawEvent(ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT);
    assertThat(validated(List.of(raw, START, raw, end(Kind.END_TURN))))
        .containsExactly(START, raw, end(Kind.END_TURN));
  }

  @Test
  void aBrokenOrderBecomesOneError() {
    List<List<StreamEvent>> broken =
        List.of(
            List.of(TEXT),
            List.of(end(Kind.END_TURN)),
            List.of(START, START),
            List.of(START, new TextDelta(0, "a")),
            List.of(START, TEXT, new BlockStop(0), new TextDelta(0, "a")),
            List.of(START, TEXT, new BlockStop(0), new BlockStop(0)),
            List.of(START, TEXT, new ToolArgumentsDelta(0, "{")),
            List.of(START, TEXT, TEXT),
            List.of(START, new BlockStart(1, Text.of(""))),
            List.of(
                START,
                new CandidateEnd(0, StopReason.of(Kind.END_TURN, null)),
                new BlockStart(0, Text.of(""))));
    for (List<StreamEvent> events : broken) {
      List<StreamEvent> seen = validated(events);
      assertThat(seen).filteredOn(StreamError.class::isInstance).as("%s", events).hasSize(1);
      assertThat(seen.getLast()).isInstanceOf(StreamError.class);
    }
  }

  @Test
  void textDoesNotFitABlockOfAnotherKind() {
    ContentBlock refusal = ContentBlock.Refusal.of("");
    List<StreamEvent> seen =
        validated(List.of(START, new BlockStart(0, refusal), new TextDelta(0, "a")));
    assertThat(errorOf(seen).kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  private static StreamEvent end(Kind kind) {
    return new MessageEnd(StopReason.of(kind, "raw"), Usage.UNKNOWN);
  }

  private static GatewayError errorOf(List<StreamEvent> events) {
    return ((StreamError) events.getLast()).error();
  }

  private static List<StreamEvent> validated(List<StreamEvent> events) {
    List<StreamEvent> seen = new ArrayList<>();
    StreamValidator validator = new StreamValidator(seen::add);
    events.forEach(validator);
    return seen;
  }
}
