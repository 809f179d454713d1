package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.streamed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class AnthropicStreamEncoderTest {
  private static final MessageStart START =
      new MessageStart("chatcmpl-1", "served", null, Usage.UNKNOWN);
  private static final Usage USAGE =
      new Usage(15L, 5L, null, null, null, null, 9L, null, null, null, Map.of(), null);

  private static BlockStart text(int block) {
    return new BlockStart(block, Text.of(""));
  }

  private static BlockStart call(int block, String id, String name) {
    return new BlockStart(block, ToolCall.of(id, name, JsonText.EMPTY_OBJECT));
  }

  private static MessageEnd end(Kind kind) {
    return new MessageEnd(StopReason.of(kind, null), USAGE);
  }

  /** Each frame in a line: what it is, and what it carries. */
  private static List<String> told(StreamEvent... events) {
    String stream = streamed(List.of(events));
    AnthropicGrammar.assertWellFormed(stream);
    List<String> told = new ArrayList<>();
    for (SseFrame frame : Wire.frames(stream)) {
      told.add(told(Wire.tree(frame.dataText())));
    }
    return told;
  }

  private static String told(JsonNode data) {
    return switch (data.get("type").asString()) {
      case "content_block_start" ->
          "start " + data.get("index").asInt() + " " + data.at("/content_block/type").asString();
      case "content_block_delta" ->
          data.get("index").asInt()
              + " "
              + data.get("delta").valueStream().skip(1).findFirst().orElseThrow().asString();
      case "content_block_stop" -> "stop " + data.get("index").asInt();
      case "message_delta" -> "delta " + data.at("/delta/stop_reason").asString();
      case String other -> other;
    };
  }

  /** The reference trace of protocol conversion: text, two parallel calls, usage at the end. */
  @Test
  @Tag("pitfall-126")
  @Tag("pitfall-128")
  @Tag("pitfall-130")
  @Tag("pitfall-134")
  void aCallFollowsTextAndUsageComesLast() {
    // When
    String stream =
        streamed(
            List.of(
                START,
                text(0),
                new TextDelta(0, "Checking."),
                call(1, "call_a", "f"),
                new ToolArgumentsDelta(1, "{\"x\":"),
                new ToolArgumentsDelta(1, "1}"),
                new BlockStop(1),
                call(2, "call_b", "g"),
                new BlockStop(0),
                new BlockStop(2),
                new UsageUpdate(USAGE),
                new MessageEnd(StopReason.of(Kind.TOOL_USE, "tool_calls"), Usage.UNKNOWN)));

    // Then
    assertThat(stream)
        .isEqualTo(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_r1","type":"message","role":"assistant","model":"shown","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":42,"output_tokens":0}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Checking."}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_a","name":"f","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\\"x\\":"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"1}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"call_b","name":"g","input":{}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":15,"cache_read_input_tokens":5,"output_tokens":9}}

            event: message_stop
            data: {"type":"message_stop"}

            """);
  }

  /** headroom#2890, litellm#15315. */
  @Test
  @Tag("pitfall-125")
  void interleavedCallsAreWrittenOneAfterTheOther() {
    assertThat(
            told(
                START,
                call(0, "a", "f"),
                new ToolArgumentsDelta(0, "{1"),
                call(1, "b", "g"),
                new ToolArgumentsDelta(1, "{2"),
                new ToolArgumentsDelta(0, "1}"),
                new ToolArgumentsDelta(1, "2}"),
                new BlockStop(0),
                new BlockStop(1),
                end(Kind.TOOL_USE)))
        .containsExactly(
            "message_start",
            "start 0 tool_use",
            "0 {1",
            "0 1}",
            "stop 0",
            "start 1 tool_use",
            "1 {22}",
            "stop 1",
            "delta tool_use",
            "message_stop");
  }

  @Test
  @Tag("pitfall-125")
  void textThatGoesOnAfterACallIsANewBlock() {
    assertThat(
            told(
                START,
                text(0),
                new TextDelta(0, "a"),
                call(1, "t", "f"),
                new TextDelta(0, "b"),
                new ToolArgumentsDelta(1, "{}"),
                new BlockStop(1),
                new TextDelta(0, "c"),
                new BlockStop(0),
                end(Kind.TOOL_USE)))
        .containsExactly(
            "message_start",
            "start 0 text",
            "0 a",
            "stop 0",
            "start 1 tool_use",
            "1 {}",
            "stop 1",
            "start 2 text",
            "2 b",
            "2 c",
            "stop 2",
            "delta tool_use",
            "message_stop");
  }

  /** litellm#34692, claude-code#62396. */
  @Test
  @Tag("pitfall-6")
  void anEmptyTextBlockIsNeverSeen() {
    assertThat(told(START, text(0), new TextDelta(0, ""), new BlockStop(0), end(Kind.END_TURN)))
        .containsExactly("message_start", "delta end_turn", "message_stop");
  }

  @Test
  @Tag("pitfall-113")
  void anOrdinaryStopAfterACallIsAToolStop() {
    assertThat(told(START, call(0, "t", "f"), new BlockStop(0), end(Kind.END_TURN)))
        .endsWith("0 {}", "stop 0", "delta tool_use", "message_stop");
  }

  @Test
  @Tag("pitfall-134")
  void argumentsThatTheStartHoldsAreWrittenOnce() {
    // Given
    ContentBlock full = ToolCall.of("t", "f", new JsonText("{\"a\":1}"));

    // Then
    assertThat(told(START, new BlockStart(0, full), new BlockStop(0), end(Kind.TOOL_USE)))
        .contains("0 {\"a\":1}");
  }

  @Test
  @Tag("pitfall-130")
  void usageOfTheUpstreamsStartPassesUnchanged() {
    // When
    String stream =
        streamed(List.of(new MessageStart("msg_9", "served", null, USAGE), end(Kind.END_TURN)));

    // Then
    JsonNode message = Wire.tree(Wire.frames(stream).getFirst().dataText()).get("message");
    assertThat(message.get("id").asString()).isEqualTo("msg_9");
    assertThat(message.get("usage"))
        .isEqualTo(
            Wire.tree("{\"input_tokens\":15,\"cache_read_input_tokens\":5,\"output_tokens\":9}"));
  }

  @Test
  @Tag("pitfall-142")
  void aKeepAliveIsAPingAlsoBeforeTheStart() {
    assertThat(streamed(List.of(new KeepAlive())))
        .isEqualTo("event: ping\ndata: {\"type\":\"ping\"}\n\n");
    assertThat(told(new KeepAlive(), START, new KeepAlive(), end(Kind.END_TURN), new KeepAlive()))
        .containsExactly("ping", "message_start", "ping", "delta end_turn", "message_stop");
  }

  @Test
  @Tag("pitfall-148")
  void anErrorLeavesAnOpenCallOpenAndEndsTheStream() {
    assertThat(
            told(
                START,
                call(0, "t", "f"),
                new ToolArgumentsDelta(0, "{\"a\":"),
                new StreamError(GatewayError.of(ErrorKind.OVERLOADED, "busy")),
                new BlockStop(0),
                end(Kind.TOOL_USE),
                new KeepAlive()))
        .containsExactly("message_start", "start 0 tool_use", "0 {\"a\":", "error");
  }

  @Test
  @Tag("pitfall-139")
  void aTruncationIsAnErrorEvent() {
    // When
    String stream =
        streamed(
            List.of(START, new StreamError(GatewayError.of(ErrorKind.UPSTREAM_TRUNCATED, "cut"))));

    // Then
    assertThat(stream)
        .endsWith(
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\","
                + "\"message\":\"cut\"},\"request_id\":\"req_r1\"}\n\n");
  }

  @Test
  @Tag("pitfall-20")
  void aSurrogatePairSplitOverDeltasStaysWhole() {
    assertThat(
            told(
                START,
                text(0),
                new TextDelta(0, "a\ud83d"),
                new TextDelta(0, "\ude00b"),
                new BlockStop(0),
                call(1, "t", "f"),
                new ToolArgumentsDelta(1, "\"\ud83d"),
                new ToolArgumentsDelta(1, "\ude00\""),
                new BlockStop(1),
                end(Kind.TOOL_USE)))
        .contains("0 a", "0 \ud83d\ude00b", "1 \"", "1 \ud83d\ude00\"");
  }

  @Test
  @Tag("pitfall-20")
  void aLoneSurrogateAtTheEndIsReplaced() {
    assertThat(
            told(START, text(0), new TextDelta(0, "a\ud83d"), new BlockStop(0), end(Kind.END_TURN)))
        .contains("0 a", "0 \ufffd");
  }

  @Test
  @Tag("pitfall-114")
  void aRefusalIsTextWithTheStopOfARefusal() {
    assertThat(
            told(
                START,
                new BlockStart(0, Refusal.of("")),
                new RefusalDelta(0, "no"),
                new BlockStop(0),
                end(Kind.END_TURN)))
        .containsExactly(
            "message_start", "start 0 text", "0 no", "stop 0", "delta refusal", "message_stop");
  }

  @Test
  void thinkingIsShownWithTheSignatureOfAnthropicOnly() {
    // Given
    Reasoning empty =
        new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);
    Signature own = new Signature(new Provider("anthropic"), "", "s", Signature.Placement.THINKING);

    // Then
    assertThat(
            told(
                START,
                new BlockStart(0, empty),
                new ReasoningDelta(0, "h", 0),
                new ReasoningDelta(0, "m", 0),
                new SignatureDelta(0, own),
                new SignatureDelta(0, own),
                new BlockStop(0),
                new BlockStart(1, empty),
                new ReasoningDelta(1, "unsigned", 0),
                text(2),
                new TextDelta(2, "x"),
                new BlockStop(1),
                new BlockStop(2),
                end(Kind.END_TURN)))
        .containsExactly(
            "message_start",
            "start 0 thinking",
            "0 hm",
            "0 ss",
            "stop 0",
            "start 1 text",
            "1 x",
            "stop 1",
            "delta end_turn",
            "message_stop");
  }

  @Test
  void aMalformedCallWithoutTextIsAnError() {
    assertThat(told(START, end(Kind.MALFORMED_TOOL_CALL)))
        .containsExactly("message_start", "error");
    assertThat(
            told(
                START,
                text(0),
                new TextDelta(0, "x"),
                new BlockStop(0),
                end(Kind.MALFORMED_TOOL_CALL)))
        .endsWith("delta end_turn", "message_stop");
  }

  @Test
  void eventsThatAreNewerPassAndOtherProtocolsDoNot() {
    // When
    String stream =
        streamed(
            List.of(
                new RawEvent(ProtocolId.ANTHROPIC, new JsonText("{\"type\":\"novelty\"}")),
                new RawEvent(ProtocolId.ANTHROPIC, new JsonText("{\"type\":\"message_stop\"}")),
                new RawEvent(ProtocolId.OPENAI_CHAT, new JsonText("{\"type\":\"novelty\"}"))));

    // Then
    assertThat(stream).isEqualTo("event: novelty\ndata: {\"type\":\"novelty\"}\n\n");
  }

  @Test
  void whatWaitsIsBounded() {
    // Given
    String piece = "x".repeat(5 * 1024 * 1024);

    // Then
    assertThat(
            told(
                START,
                call(0, "a", "f"),
                call(1, "b", "g"),
                new ToolArgumentsDelta(1, piece),
                new ToolArgumentsDelta(1, piece)))
        .endsWith("error");
  }

  private static final String MEBI = "x".repeat(1024 * 1024);

  private static final Reasoning THOUGHT =
      new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);

  private static SignatureDelta signed(int block, String provider) {
    return new SignatureDelta(
        block, new Signature(new Provider(provider), "", "s", Signature.Placement.THINKING));
  }

  /** {@code first}, then nine times a MiB for {@code block}: more than a stream may keep. */
  private static StreamEvent[] withNineMebi(int block, StreamEvent... first) {
    List<StreamEvent> events = new ArrayList<>(List.of(first));
    for (int i = 0; i < 9; i++) {
      events.add(new ReasoningDelta(block, MEBI, 0));
    }
    events.add(new BlockStop(block));
    events.add(end(Kind.END_TURN));
    return events.toArray(StreamEvent[]::new);
  }

  @Test
  void whatWaitsInAllBlocksIsBoundedTogether() {
    // Given
    List<StreamEvent> events = new ArrayList<>(List.of(START, call(0, "a", "f")));
    for (int i = 1; i <= 9; i++) {
      events.add(call(i, "c" + i, "g"));
      events.add(new ToolArgumentsDelta(i, MEBI));
      events.add(new BlockStop(i));
    }

    // Then
    assertThat(told(events.toArray(StreamEvent[]::new))).endsWith("error");
  }

  @Test
  void wholeBlocksThatWaitAreBoundedToo() {
    // Given
    JsonText raw = new JsonText("{\"type\":\"novelty\",\"x\":\"" + MEBI + "\"}");
    ContentBlock whole =
        new ContentBlock.Opaque(ProtocolId.ANTHROPIC, "novelty", raw, null, Extensions.NONE);
    List<StreamEvent> events = new ArrayList<>(List.of(START, call(0, "a", "f")));
    for (int i = 1; i <= 9; i++) {
      events.add(new BlockStart(i, whole));
      events.add(new BlockStop(i));
    }

    // Then
    assertThat(told(events.toArray(StreamEvent[]::new))).endsWith("error");
  }

  @Test
  void emptyBlocksThatWaitAreBoundedToo() {
    // Given
    List<StreamEvent> events = new ArrayList<>(List.of(START));
    for (int i = 0; i < 40_000; i++) {
      events.add(call(i, "c", "f"));
    }

    // Then
    assertThat(told(events.toArray(StreamEvent[]::new))).endsWith("error");
  }

  @Test
  void citationsThatWaitForTheirTextAreBounded() {
    // Given
    Citation citation =
        new Citation(
            null,
            null,
            null,
            null,
            ProtocolId.ANTHROPIC,
            new JsonText("{\"cited_text\":\"" + MEBI + "\"}"));
    List<StreamEvent> events = new ArrayList<>(List.of(START, text(0)));
    for (int i = 0; i < 9; i++) {
      events.add(new CitationDelta(0, citation));
    }

    // Then
    assertThat(told(events.toArray(StreamEvent[]::new))).endsWith("error");
  }

  @Test
  void thinkingOfWhichNoSignatureComesIsBounded() {
    assertThat(told(withNineMebi(0, START, new BlockStart(0, THOUGHT))))
        .containsExactly("message_start", "error");
  }

  @Test
  void thinkingThatAnotherProviderSignedIsNotKept() {
    assertThat(told(withNineMebi(0, START, new BlockStart(0, THOUGHT), signed(0, "elsewhere"))))
        .containsExactly("message_start", "delta end_turn", "message_stop");
  }

  @Test
  void unsignedThinkingIsForgottenAtItsEnd() {
    // Given
    List<StreamEvent> events = new ArrayList<>(List.of(START));
    for (int i = 0; i < 20; i++) {
      events.add(new BlockStart(i, THOUGHT));
      events.add(new ReasoningDelta(i, MEBI, 0));
      events.add(new BlockStop(i));
    }
    events.add(end(Kind.END_TURN));

    // Then
    assertThat(told(events.toArray(StreamEvent[]::new)))
        .containsExactly("message_start", "delta end_turn", "message_stop");
  }

  @Test
  void thinkingIsWrittenAsSoonAsItIsSigned() {
    assertThat(told(withNineMebi(0, START, new BlockStart(0, THOUGHT), signed(0, "anthropic"))))
        .hasSize(1 + 1 + 9 + 1 + 1 + 2)
        .endsWith("0 s", "stop 0", "delta end_turn", "message_stop");
  }
}
