package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpenAiChatStreamDecoderTest {
  private static final StreamEvent START = new MessageStart(null, null, null, Usage.UNKNOWN);
  private static final String STOP = finish("stop");

  private static String delta(String delta) {
    return "{\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}";
  }

  private static String content(String text) {
    return delta("{\"content\":\"" + text + "\"}");
  }

  private static String calls(String... fragments) {
    return delta("{\"tool_calls\":[" + String.join(",", fragments) + "]}");
  }

  private static String finish(String word) {
    return "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + word + "\"}]}";
  }

  private static StreamEvent end(Kind kind, String raw) {
    return new MessageEnd(StopReason.of(kind, raw), Usage.UNKNOWN);
  }

  private static StreamEvent call(int block, String id, String name) {
    return new BlockStart(block, ToolCall.of(id, name, JsonText.EMPTY_OBJECT));
  }

  private static StreamError onlyError(List<StreamEvent> events) {
    assertThat(events).noneMatch(MessageEnd.class::isInstance);
    assertThat(events).filteredOn(StreamError.class::isInstance).hasSize(1);
    return (StreamError) events.getLast();
  }

  /** The reference trace: text, two calls, usage after the finish chunk. */
  @Test
  @Tag("pitfall-128")
  void aStreamOfTextAndParallelCallsIsRead() {
    // When
    List<StreamEvent> events =
        Chat.decodeChunks(
            """
            {"id":"chatcmpl-1","created":1700000000,"model":"gpt",
             "choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\
            """,
            content("Checking."),
            calls(
                "{\"index\":0,\"id\":\"call_a\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}"),
            calls("{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\"}}"),
            calls("{\"index\":0,\"function\":{\"arguments\":\"1}\"}}"),
            calls(
                "{\"index\":1,\"id\":\"call_b\",\"type\":\"function\","
                    + "\"function\":{\"name\":\"g\",\"arguments\":\"{}\"}}"),
            finish("tool_calls"),
            """
            {"choices":[],"usage":{"prompt_tokens":20,"completion_tokens":9,
             "prompt_tokens_details":{"cached_tokens":5}}}\
            """);

    // Then
    Usage usage = ((MessageEnd) events.getLast()).usage();
    assertThat(events)
        .containsExactly(
            new MessageStart(
                "chatcmpl-1", "gpt", Instant.ofEpochSecond(1_700_000_000), Usage.UNKNOWN),
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "Checking."),
            new BlockStop(0),
            call(1, "call_a", "f"),
            new ToolArgumentsDelta(1, "{\"x\":"),
            new ToolArgumentsDelta(1, "1}"),
            call(2, "call_b", "g"),
            new ToolArgumentsDelta(2, "{}"),
            new BlockStop(1),
            new BlockStop(2),
            new UsageUpdate(usage),
            new MessageEnd(StopReason.of(Kind.TOOL_USE, "tool_calls"), usage));
    assertThat(usage.inputUncached()).isEqualTo(15);
    assertThat(usage.cacheRead()).isEqualTo(5);
    assertThat(usage.outputTotal()).isEqualTo(9);
  }

  /** autogen#6465, mentat#429. */
  @Test
  @Tag("pitfall-137")
  void chunksWithoutChoicesAndChoicesWithoutDeltaArePassedOver() {
    assertThat(
            Chat.decodeChunks(
                "{\"choices\":[],\"prompt_filter_results\":[]}",
                "{\"id\":\"\"}",
                "{\"choices\":[{\"index\":0}]}",
                "{\"choices\":[{\"delta\":null}]}",
                content("a"),
                STOP))
        .containsExactly(
            START,
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "a"),
            new BlockStop(0),
            end(Kind.END_TURN, "stop"));
  }

  @Test
  void aRepeatedRoleEmptyContentAndAnEmptyFinishReasonSayNothing() {
    assertThat(
            Chat.decodeChunks(
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":null},"
                    + "\"finish_reason\":\"\"}]}",
                "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"a\"},"
                    + "\"finish_reason\":null}]}",
                STOP))
        .containsExactly(
            START,
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "a"),
            new BlockStop(0),
            end(Kind.END_TURN, "stop"));
  }

  @Test
  void commentsArePassedOverAndDoneMayHaveNoSpace() {
    assertThat(
            Chat.decodeStream(
                ": OPENROUTER PROCESSING\n\n"
                    + Chat.frames(content("a"), STOP)
                    + "data:[DONE]\n\n"
                    + Chat.frames(content("late"))))
        .endsWith(end(Kind.END_TURN, "stop"))
        .doesNotContain(new TextDelta(0, "late"));
  }

  @Test
  @Tag("pitfall-117")
  void anUnknownFinishReasonStillEnds() {
    assertThat(Chat.decodeChunks(content("a"), finish("weird"))).endsWith(end(Kind.OTHER, "weird"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"reasoning_content", "reasoning"})
  @Tag("pitfall-76")
  void reasoningIsABlockBeforeTheText(String field) {
    assertThat(
            Chat.decodeChunks(
                delta("{\"" + field + "\":\"h\"}"),
                delta("{\"" + field + "\":\"m\",\"content\":null}"),
                content("a"),
                STOP))
        .containsExactly(
            START,
            new BlockStart(
                0,
                new Reasoning(
                    "", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE)),
            new ReasoningDelta(0, "h", 0),
            new ReasoningDelta(0, "m", 0),
            new BlockStop(0),
            new BlockStart(1, Text.of("")),
            new TextDelta(1, "a"),
            new BlockStop(1),
            end(Kind.END_TURN, "stop"));
  }

  @Test
  void aRefusalIsABlockAndAReason() {
    assertThat(Chat.decodeChunks(delta("{\"refusal\":\"no\"}"), STOP))
        .containsExactly(
            START,
            new BlockStart(0, Refusal.of("")),
            new RefusalDelta(0, "no"),
            new BlockStop(0),
            end(Kind.REFUSAL, "stop"));
  }

  @Test
  void usageOnEveryChunkIsCumulative() {
    // When
    List<StreamEvent> events =
        Chat.decodeChunks(
            "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":1}}",
            "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
                + "\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":2}}");

    // Then
    MessageEnd end = (MessageEnd) events.getLast();
    assertThat(end.usage().inputUncached()).isEqualTo(5);
    assertThat(end.usage().outputTotal()).isEqualTo(2);
  }

  /** claude-code-router#1422, Chainlit#2662. */
  @Test
  @Tag("pitfall-128")
  void theUsageChunkEndsAFinishedAnswerWithoutDone() {
    assertThat(
            Chat.decodeStream(
                Chat.frames(
                    content("a"),
                    STOP,
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}",
                    content("late"))))
        .filteredOn(MessageEnd.class::isInstance)
        .hasSize(1);
  }

  @Test
  void doneMayBeMissingAfterAFinishReason() {
    assertThat(Chat.decodeStream(Chat.frames(content("a"), STOP)))
        .endsWith(end(Kind.END_TURN, "stop"));
  }

  /** litellm#32159, #39748, opencode#46065. */
  @ParameterizedTest
  @ValueSource(strings = {"", "data: [DONE]\n\n", "data: {\"choices\":[],\"usage\":{}}\n\n"})
  @Tag("pitfall-139")
  void anEndWithoutFinishReasonIsTruncation(String rest) {
    assertThat(onlyError(Chat.decodeStream(Chat.frames(content("a")) + rest)).error().kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  @Tag("pitfall-139")
  void anEmptyStreamIsTruncation() {
    assertThat(onlyError(Chat.decodeStream("")).error().kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  /** sudocode#576. */
  @Test
  @Tag("pitfall-140")
  @Tag("pitfall-148")
  void aFrameCutInHalfIsTruncationAndLeavesTheCallOpen() {
    // When
    List<StreamEvent> events =
        Chat.decodeStream(
            Chat.frames(
                    calls(
                        "{\"index\":0,\"id\":\"a\","
                            + "\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}"))
                + "data: {\"choices\":[{\"del");

    // Then
    assertThat(onlyError(events).error().kind()).isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
    assertThat(events).noneMatch(BlockStop.class::isInstance);
  }

  @Test
  void aCutAfterTheFinishReasonIsIgnored() {
    assertThat(Chat.decodeStream(Chat.frames(content("a"), STOP) + "data: {\"choi"))
        .endsWith(end(Kind.END_TURN, "stop"));
  }

  @Test
  void aWholeFrameThatIsNoJsonIsAnError() {
    assertThat(
            onlyError(Chat.decodeStream(Chat.frames(content("a")) + "data: oops\n\n"))
                .error()
                .kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  /** OmniRoute#8210, envoyproxy/ai-gateway#2697, suna#4352. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"error\":{\"message\":\"slow down\",\"code\":429}} | RATE_LIMIT | slow down",
        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}],"
            + "\"error\":{\"message\":\"x\",\"code\":502}} | BAD_UPSTREAM | x",
        "{\"object\":\"error\",\"message\":\"flat\",\"code\":400} | INVALID_REQUEST | flat"
      })
  @Tag("pitfall-138")
  @Tag("pitfall-148")
  void anErrorInsideTheStreamIsAnError(String chunk, ErrorKind kind, String message) {
    // When
    StreamError error = onlyError(Chat.decodeChunks(content("a"), chunk, STOP));

    // Then
    assertThat(error.error().kind()).isEqualTo(kind);
    assertThat(error.error().message()).isEqualTo(message);
  }

  @Test
  @Tag("pitfall-138")
  void anErrorAsFirstFrameComesBeforeAnyStart() {
    assertThat(Chat.decodeChunks("{\"error\":{\"message\":\"no\",\"code\":401}}"))
        .singleElement()
        .isInstanceOf(StreamError.class);
  }

  /** litellm#5236. */
  @Test
  @Tag("pitfall-150")
  void candidatesAreKeptApart() {
    assertThat(
            Chat.decodeChunks(
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"c\"}}]}",
                "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"length\"}]}"))
        .containsExactly(
            START,
            new BlockStart(0, 0, Text.of("")),
            new TextDelta(0, "a"),
            new BlockStart(1, 1, Text.of("")),
            new TextDelta(1, "b"),
            new TextDelta(0, "c"),
            new BlockStop(0),
            new BlockStop(1),
            new CandidateEnd(0, StopReason.of(Kind.END_TURN, "stop")),
            new CandidateEnd(1, StopReason.of(Kind.MAX_TOKENS, "length")),
            end(Kind.END_TURN, "stop"));
  }

  @Test
  void aCandidateThatNeverFinishesIsTruncation() {
    assertThat(
            onlyError(
                    Chat.decodeChunks(
                        "{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}",
                        content("a"),
                        STOP))
                .error()
                .kind())
        .isEqualTo(ErrorKind.UPSTREAM_TRUNCATED);
  }

  @Test
  void aWholeMessageInAChunkIsReadUnlessItRepeatsTheDeltas() {
    assertThat(
            Chat.decodeChunks(
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}"))
        .contains(new TextDelta(0, "a"));
    assertThat(
            Chat.decodeChunks(
                content("a"),
                "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}"))
        .filteredOn(TextDelta.class::isInstance)
        .hasSize(1);
  }

  @Test
  @Tag("pitfall-20")
  void aCharacterCutIntoTwoEscapesIsWholeAgain() {
    assertThat(Chat.decodeChunks(content("a\\ud83d"), content("\\ude00b"), STOP))
        .contains(new TextDelta(0, "a"), new TextDelta(0, "\ud83d\ude00b"));
  }

  @Test
  void tooManyCandidatesAreAnError() {
    // Given
    String[] chunks = new String[130];
    for (int i = 0; i < chunks.length; i++) {
      chunks[i] = "{\"choices\":[{\"index\":" + i + ",\"delta\":{\"content\":\"a\"}}]}";
    }

    // Then
    assertThat(onlyError(Chat.decodeChunks(chunks)).error().kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }
}
