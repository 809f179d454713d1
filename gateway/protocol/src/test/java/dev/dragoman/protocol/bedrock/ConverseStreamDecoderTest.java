package dev.dragoman.protocol.bedrock;

import static dev.dragoman.protocol.bedrock.Converse.events;
import static dev.dragoman.protocol.bedrock.Converse.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.StreamGrammar;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ResponseFold;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Source: protocols.md 3.7. */
final class ConverseStreamDecoderTest {
  private static final SseFrame START = frame("messageStart", "{\"role\":\"assistant\"}");
  private static final SseFrame END = frame("messageStop", "{\"stopReason\":\"end_turn\"}");
  private static final SseFrame USAGE =
      frame("metadata", "{\"usage\":{\"inputTokens\":7,\"outputTokens\":3,\"totalTokens\":10}}");

  private static SseFrame delta(int index, String delta) {
    return frame(
        "contentBlockDelta", "{\"contentBlockIndex\":" + index + ",\"delta\":" + delta + "}");
  }

  private static SseFrame stop(int index) {
    return frame("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
  }

  private static ChatResponse folded(List<StreamEvent> events) {
    StreamGrammar.assertWellFormed(events);
    ResponseFold fold = new ResponseFold();
    events.forEach(fold);
    return fold.toResponse();
  }

  private static List<ContentBlock> content(List<StreamEvent> events) {
    return folded(events).candidates().getFirst().content();
  }

  private static GatewayError error(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(StreamError.class);
    return ((StreamError) events.getLast()).error();
  }

  @Test
  @Tag("pitfall-147")
  void textWithoutAStartOpensItsBlock() {
    // When
    List<StreamEvent> events = events(START, delta(0, "{\"text\":\"Hi\"}"), stop(0), END, USAGE);

    // Then
    assertThat(events).contains(new BlockStart(0, Text.of("")));
    assertThat(content(events)).containsExactly(Text.of("Hi"));
  }

  @Test
  @Tag("pitfall-146")
  void theUsageBehindTheStopIsInTheEnd() {
    // When
    List<StreamEvent> events = events(START, delta(0, "{\"text\":\"Hi\"}"), END, USAGE);

    // Then
    assertThat(events).filteredOn(MessageEnd.class::isInstance).hasSize(1);
    assertThat(folded(events).usage().inputUncached()).isEqualTo(7);
    assertThat(folded(events).usage().outputTotal()).isEqualTo(3);
  }

  @Test
  void aStopWithoutUsageIsComplete() {
    assertThat(events(START, delta(0, "{\"text\":\"Hi\"}"), END).getLast())
        .isInstanceOf(MessageEnd.class);
  }

  @Test
  @Tag("pitfall-139")
  void aStreamWithoutItsStopIsCut() {
    assertThat(error(events(START, delta(0, "{\"text\":\"Hi\"}"), USAGE)).kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
    assertThat(error(events()).kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  void interleavedBlocksAreToldApartByTheirIndex() {
    // When
    List<StreamEvent> events =
        events(
            START,
            frame(
                "contentBlockStart",
                "{\"contentBlockIndex\":1,\"start\":{\"toolUse\":{\"toolUseId\":\"a\",\"name\":\"f\"}}}"),
            frame(
                "contentBlockStart",
                "{\"contentBlockIndex\":2,\"start\":{\"toolUse\":{\"toolUseId\":\"b\",\"name\":\"g\"}}}"),
            delta(1, "{\"toolUse\":{\"input\":\"{\\\"x\\\":\"}}"),
            delta(2, "{\"toolUse\":{\"input\":\"{\\\"y\\\":12345678901234567890}\"}}"),
            delta(1, "{\"toolUse\":{\"input\":\"1.0}\"}}"),
            stop(1),
            stop(2),
            frame("messageStop", "{\"stopReason\":\"tool_use\"}"),
            USAGE);

    // Then
    assertThat(content(events))
        .containsExactly(
            ToolCall.of("a", "f", new JsonText("{\"x\":1.0}")),
            ToolCall.of("b", "g", new JsonText("{\"y\":12345678901234567890}")));
    assertThat(folded(events).candidates().getFirst().stop().kind())
        .isEqualTo(StopReason.Kind.TOOL_USE);
  }

  @Test
  void aSignatureInPiecesIsOne() {
    // When
    List<StreamEvent> events =
        events(
            START,
            delta(0, "{\"reasoningContent\":{\"text\":\"Well\"}}"),
            delta(0, "{\"reasoningContent\":{\"signature\":\"EqQ\"}}"),
            delta(0, "{\"reasoningContent\":{\"signature\":\"Bsig\"}}"),
            stop(0),
            delta(1, "{\"text\":\"Hi\"}"),
            stop(1),
            END,
            USAGE);

    // Then
    assertThat(events).filteredOn(SignatureDelta.class::isInstance).hasSize(1);
    assertThat(content(events).getFirst())
        .isEqualTo(
            new Reasoning(
                "Well",
                List.of(),
                Reasoning.Kind.FULL,
                ConverseReasoning.signature("EqQBsig"),
                null,
                null,
                Extensions.NONE));
  }

  @Test
  @Tag("pitfall-68")
  void aThoughtThatShowsNothingButItsSignatureIsKept() {
    // When
    List<StreamEvent> events =
        events(START, delta(0, "{\"reasoningContent\":{\"signature\":\"EqQB\"}}"), stop(0), END);

    // Then
    assertThat(content(events))
        .containsExactly(
            new Reasoning(
                "",
                List.of(),
                Reasoning.Kind.FULL,
                ConverseReasoning.signature("EqQB"),
                null,
                null,
                Extensions.NONE));
  }

  @Test
  @Tag("pitfall-71")
  void redactedPiecesAreJoinedAsBytes() {
    // Given
    Base64.Encoder base64 = Base64.getEncoder();
    String first = base64.encodeToString(new byte[] {1, 2, 3, 4});
    String second = base64.encodeToString(new byte[] {5, 6, 7});

    // When
    List<StreamEvent> events =
        events(
            START,
            delta(0, "{\"reasoningContent\":{\"redactedContent\":\"" + first + "\"}}"),
            delta(0, "{\"reasoningContent\":{\"redactedContent\":\"" + second + "\"}}"),
            stop(0),
            delta(1, "{\"text\":\"Hi\"}"),
            END);

    // Then
    assertThat(content(events).getFirst())
        .isEqualTo(
            ConverseReasoning.redacted(base64.encodeToString(new byte[] {1, 2, 3, 4, 5, 6, 7})));
  }

  @ParameterizedTest
  @CsvSource({
    "throttlingException,RATE_LIMIT",
    "serviceUnavailableException,UNAVAILABLE",
    "internalServerException,SERVER",
    "validationException,INVALID_REQUEST",
    "modelStreamErrorException,BAD_UPSTREAM",
    "modelTimeoutException,TIMEOUT"
  })
  void anExceptionInTheStreamEndsIt(String exception, ErrorKind kind) {
    // When
    List<StreamEvent> events =
        events(
            START,
            delta(0, "{\"text\":\"Hi\"}"),
            frame(exception, "{\"message\":\"Too many tokens, please wait\"}"),
            END);

    // Then
    GatewayError error = error(events);
    assertThat(error.kind())
        .isEqualTo(kind == ErrorKind.INVALID_REQUEST ? ErrorKind.CONTEXT_TOO_LONG : kind);
    assertThat(error.message()).isEqualTo("Too many tokens, please wait");
  }

  @Test
  void anErrorWithoutATypeOfTheServiceEndsTheStream() {
    // When
    GatewayError error =
        error(events(START, frame("error", "{\"code\":\"InternalFailure\",\"message\":\"boom\"}")));

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.SERVER);
  }

  @Test
  void aGuardrailThatIntervenedFiltersTheAnswer() {
    // When
    List<StreamEvent> events =
        events(
            START,
            delta(0, "{\"text\":\"Sorry\"}"),
            frame("messageStop", "{\"stopReason\":\"guardrail_intervened\"}"));

    // Then
    assertThat(folded(events).candidates().getFirst().stop().kind())
        .isEqualTo(StopReason.Kind.CONTENT_FILTER);
  }

  @Test
  @Tag("pitfall-118")
  void theSequenceThatMatchedIsTold() {
    // When
    List<StreamEvent> events =
        events(
            START,
            delta(0, "{\"text\":\"one\"}"),
            frame(
                "messageStop",
                "{\"stopReason\":\"stop_sequence\","
                    + "\"additionalModelResponseFields\":{\"stop_sequence\":\"two\"}}"));

    // Then
    assertThat(folded(events).candidates().getFirst().stop().stopSequence()).isEqualTo("two");
  }

  @Test
  void whatDoesNotBelongInTheStreamIsRefused() {
    assertThat(error(events(delta(0, "{\"text\":\"Hi\"}"))).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(error(events(START, frame("contentBlockDelta", "{\"cut"))).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(error(events(START, delta(4, "{\"toolUse\":{\"input\":\"{}\"}}"))).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }
}
