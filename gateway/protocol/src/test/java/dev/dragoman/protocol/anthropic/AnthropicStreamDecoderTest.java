package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.events;
import static dev.dragoman.protocol.anthropic.Wire.stream;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AnthropicStreamDecoderTest {
  private static final String START =
      "{\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"model\":\"m\","
          + "\"usage\":{\"input_tokens\":10,\"output_tokens\":1}}}";
  private static final String DELTA =
      "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},"
          + "\"usage\":{\"output_tokens\":9}}";
  private static final String STOP = "{\"type\":\"message_stop\"}";

  private static String blockStart(int index, String block) {
    return "{\"type\":\"content_block_start\",\"index\":%d,\"content_block\":%s}"
        .formatted(index, block);
  }

  private static String delta(int index, String delta) {
    return "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":%s}".formatted(index, delta);
  }

  private static String text(int index, String text) {
    return delta(index, "{\"type\":\"text_delta\",\"text\":\"%s\"}".formatted(text));
  }

  private static String arguments(int index, String json) {
    return delta(
        index,
        "{\"type\":\"input_json_delta\",\"partial_json\":%s}"
            .formatted(JsonText.ofString(json).text()));
  }

  private static String blockStop(int index) {
    return "{\"type\":\"content_block_stop\",\"index\":%d}".formatted(index);
  }

  private static final String TEXT = "{\"type\":\"text\",\"text\":\"\"}";
  private static final String CALL =
      "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}";

  /** The events between start and end of a message of one block. */
  private static List<StreamEvent> blockEvents(String... data) {
    String[] all = new String[data.length + 3];
    all[0] = START;
    System.arraycopy(data, 0, all, 1, data.length);
    all[all.length - 2] = "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}";
    all[all.length - 1] = STOP;
    List<StreamEvent> events = events(stream(all));
    assertThat(events.getFirst()).isInstanceOf(MessageStart.class);
    assertThat(events.getLast()).isInstanceOf(MessageEnd.class);
    return events.subList(1, events.size() - 1);
  }

  private static MessageEnd end(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(MessageEnd.class);
    return (MessageEnd) events.getLast();
  }

  private static GatewayError error(List<StreamEvent> events) {
    assertThat(events.getLast()).isInstanceOf(StreamError.class);
    return ((StreamError) events.getLast()).error();
  }

  @Test
  void textStreamsAndUsageIsCumulative() {
    // When
    List<StreamEvent> events =
        events(
            stream(
                START,
                "{\"type\":\"ping\"}",
                blockStart(0, TEXT),
                text(0, "Hel"),
                text(0, ""),
                text(0, "lo"),
                blockStop(0),
                DELTA,
                STOP));

    // Then
    assertThat(events.get(1)).isEqualTo(new KeepAlive());
    assertThat(events.subList(2, 6))
        .containsExactly(
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "Hel"),
            new TextDelta(0, "lo"),
            new BlockStop(0));
    MessageEnd end = end(events);
    assertThat(end.stop().kind()).isEqualTo(Kind.END_TURN);
    assertThat(end.usage().inputUncached()).isEqualTo(10);
    assertThat(end.usage().outputTotal()).isEqualTo(9);
  }

  @Test
  void fragmentsOfArgumentsPassAsTheyCame() {
    assertThat(
            blockEvents(
                blockStart(0, CALL),
                arguments(0, ""),
                arguments(0, "{\"n\": 1"),
                arguments(0, ".0}"),
                blockStop(0)))
        .containsExactly(
            new BlockStart(0, ToolCall.of("t", "f", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(0, "{\"n\": 1"),
            new ToolArgumentsDelta(0, ".0}"),
            new BlockStop(0));
  }

  @Test
  void argumentsOfTheStartCountWhereNoFragmentCame() {
    assertThat(
            blockEvents(
                blockStart(
                    0, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\": 1}}"),
                blockStop(0)))
        .containsExactly(
            new BlockStart(0, ToolCall.of("t", "f", JsonText.EMPTY_OBJECT)),
            new ToolArgumentsDelta(0, "{\"a\":1}"),
            new BlockStop(0));
  }

  @Test
  @Tag("pitfall-113")
  void anOrdinaryStopAfterACallIsAToolStop() {
    assertThat(
            end(events(stream(START, blockStart(0, CALL), blockStop(0), DELTA, STOP)))
                .stop()
                .kind())
        .isEqualTo(Kind.TOOL_USE);
  }

  @Test
  void thinkingStreamsWithItsSignature() {
    // Given
    Reasoning empty =
        new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);

    // Then
    assertThat(
            blockEvents(
                blockStart(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"),
                delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}"),
                delta(0, "{\"type\":\"signature_delta\",\"signature\":\"s\"}"),
                blockStop(0)))
        .containsExactly(
            new BlockStart(0, empty),
            new ReasoningDelta(0, "hm", 0),
            new SignatureDelta(
                0, new Signature(new Provider("anthropic"), "", "s", Signature.Placement.THINKING)),
            new BlockStop(0));
  }

  @Test
  void serverToolsStreamAndCompactionsAreDeliveredWhole() {
    assertThat(
            blockEvents(
                blockStart(
                    0, "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web\",\"input\":{}}"),
                arguments(0, "{\"q\":"),
                arguments(0, "1}"),
                blockStop(0),
                blockStart(1, "{\"type\":\"compaction\",\"content\":null}"),
                delta(1, "{\"type\":\"compaction_delta\",\"content\":\"so far\"}"),
                blockStop(1)))
        .containsExactly(
            new BlockStart(
                0,
                new ServerToolCall(
                    "s", "server_tool_use", "web", JsonText.EMPTY_OBJECT, null, Extensions.NONE)),
            new ToolArgumentsDelta(0, "{\"q\":"),
            new ToolArgumentsDelta(0, "1}"),
            new BlockStop(0),
            new BlockStart(1, new Compaction("so far", null, null, Extensions.NONE)),
            new BlockStop(1));
  }

  @Test
  void whatIsNotKnownIsKept() {
    // Given
    String event = "{\"type\":\"novelty\",\"a\":1}";
    String block = "{\"type\":\"hologram\",\"b\":2}";
    String delta = delta(0, "{\"type\":\"hologram_delta\"}");
    ContentBlock opaque =
        new Opaque(ProtocolId.ANTHROPIC, "hologram", new JsonText(block), null, Extensions.NONE);

    // Then
    assertThat(blockEvents(event, blockStart(0, block), delta, blockStop(0)))
        .containsExactly(
            new RawEvent(ProtocolId.ANTHROPIC, new JsonText(event)),
            new BlockStart(0, opaque),
            new RawEvent(ProtocolId.ANTHROPIC, new JsonText(delta)),
            new BlockStop(0));
  }

  @Test
  void severalMessageDeltasAreMerged() {
    // When
    MessageEnd end =
        end(
            events(
                stream(
                    START,
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"}}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":null},"
                        + "\"usage\":{\"output_tokens\":7}}",
                    STOP)));

    // Then
    assertThat(end.stop().kind()).isEqualTo(Kind.MAX_TOKENS);
    assertThat(end.usage().outputTotal()).isEqualTo(7);
  }

  @Test
  void aStopReasonIsEnoughOfAnEnd() {
    assertThat(end(events(stream(START, DELTA))).stop().kind()).isEqualTo(Kind.END_TURN);
    assertThat(end(events(stream(START, DELTA, "{\"type\":\"mess"))).stop().kind())
        .isEqualTo(Kind.END_TURN);
  }

  @Test
  @Tag("pitfall-117")
  void anUnknownStopStillEndsTheStream() {
    assertThat(
            end(events(
                    stream(
                        START,
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"novelty\"}}",
                        STOP)))
                .stop()
                .kind())
        .isEqualTo(Kind.OTHER);
  }

  /** litellm#32159, #39748; opencode#46065. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  @Tag("pitfall-139")
  void anEarlyEndIsATruncation(int frames) {
    // Given
    String[] whole = {START, blockStart(0, CALL), arguments(0, "{\"a\":"), blockStop(0)};
    String[] cut = Arrays.copyOf(whole, frames);

    // When
    List<StreamEvent> events = events(stream(cut));

    // Then
    assertThat(error(events).kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  /** sudocode#576. */
  @Test
  @Tag("pitfall-140")
  void aFrameCutInHalfIsATruncation() {
    assertThat(error(events(stream(START) + "data: {\"type\":\"content_bl")).kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  void aBrokenFrameInTheMiddleIsAnErrorOfTheUpstream() {
    // When
    List<StreamEvent> events = events(stream(START, "{\"type\":\"content_bl", DELTA, STOP));

    // Then
    assertThat(error(events).kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
    assertThat(events).hasSize(2);
  }

  /** OmniRoute#8210, envoyproxy/ai-gateway#2697, suna#4352. */
  @ParameterizedTest
  @CsvSource({
    "overloaded_error,OVERLOADED",
    "rate_limit_error,RATE_LIMIT",
    "api_error,SERVER",
    "invalid_request_error,INVALID_REQUEST",
    "timeout_error,TIMEOUT",
    "novelty,BAD_UPSTREAM"
  })
  @Tag("pitfall-138")
  void anErrorInsideTheStreamIsThatError(String type, ErrorKind kind) {
    // When
    List<StreamEvent> events =
        events(
            stream(
                START,
                "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"why\"}}"
                    .formatted(type),
                STOP));

    // Then
    assertThat(error(events).kind()).isEqualTo(kind);
    assertThat(error(events).message()).isEqualTo("why");
  }

  @Test
  @Tag("pitfall-138")
  void anErrorObjectWithoutTypeIsAnError() {
    assertThat(error(events(stream(START, "{\"error\":{\"message\":\"why\"}}"))).message())
        .isEqualTo("why");
  }

  /** litellm#37273. */
  @Test
  @Tag("pitfall-127")
  void aSecondStopOfABlockIsIgnored() {
    assertThat(blockEvents(blockStart(0, TEXT), text(0, "x"), blockStop(0), blockStop(0)))
        .containsExactly(new BlockStart(0, Text.of("")), new TextDelta(0, "x"), new BlockStop(0));
  }

  @Test
  void blocksLeftOpenAreStoppedBeforeTheEnd() {
    assertThat(blockEvents(blockStart(0, TEXT), text(0, "x"))).endsWith(new BlockStop(0));
  }

  @Test
  void whatBreaksTheOrderIsAnErrorOfTheUpstream() {
    // Given
    List<String> wrong =
        List.of(
            stream(START, START),
            stream(blockStart(0, TEXT)),
            stream(STOP),
            stream(START, text(0, "x")),
            stream(START, blockStart(0, TEXT), blockStart(0, TEXT)),
            stream(START, blockStart(0, "{\"type\":\"text\"}")),
            stream(START, "[]"),
            stream(START, "{\"type\":7}"));

    // Then
    assertThat(wrong)
        .allSatisfy(
            stream -> assertThat(error(events(stream)).kind()).isEqualTo(ErrorKind.BAD_UPSTREAM));
  }

  @Test
  void commentsAndNoiseAreSkipped() {
    assertThat(end(events(": hello\n\n" + stream(START, "", "[DONE]", DELTA, STOP))).stop().kind())
        .isEqualTo(Kind.END_TURN);
  }

  @Test
  void heldCompactionsAreBoundedTogether() {
    // Given
    List<String> data = new ArrayList<>(List.of(START));
    for (int i = 0; i < 9; i++) {
      data.add(blockStart(i, "{\"type\":\"compaction\",\"content\":null}"));
      data.add(
          "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":\"compaction_delta\",\"content\":\"%s\"}}"
              .formatted(i, "x".repeat(1024 * 1024)));
    }

    // Then
    assertThat(error(events(stream(data.toArray(String[]::new)))).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  void blocksThatAreNeverStoppedAreBounded() {
    // Given
    StringBuilder stream = new StringBuilder(stream(START));
    for (int i = 0; i < 40_000; i++) {
      stream.append(stream(blockStart(i, TEXT)));
    }

    // Then
    assertThat(error(events(stream.toString())).kind()).isEqualTo(ErrorKind.BAD_UPSTREAM);
  }
}
