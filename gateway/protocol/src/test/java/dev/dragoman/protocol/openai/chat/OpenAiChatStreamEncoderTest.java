package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.Usage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OpenAiChatStreamEncoderTest {
  private static final StreamEvent START = new MessageStart("msg_1", "served", null, Usage.UNKNOWN);
  private static final StreamEvent END =
      new MessageEnd(StopReason.of(Kind.END_TURN, "end_turn"), Usage.of(3, 2));
  private static final StreamEvent TOOL_END =
      new MessageEnd(StopReason.of(Kind.TOOL_USE, "tool_use"), Usage.of(3, 2));

  private static StreamEvent call(int block, String id, String name) {
    return new BlockStart(block, ToolCall.of(id, name, JsonText.EMPTY_OBJECT));
  }

  /** The data of all frames but the last, which has to be {@code [DONE]}. */
  private static List<JsonNode> chunks(ReplyContext context, StreamEvent... events) {
    String stream = Chat.encodeStream(context, List.of(events));
    assertThat(stream).endsWith("data: [DONE]\n\n");
    List<JsonNode> chunks = new ArrayList<>();
    for (String frame : stream.split("\n\n", -1)) {
      if (!frame.isEmpty() && !frame.equals("data: [DONE]")) {
        chunks.add(Chat.tree(frame.substring("data: ".length())));
      }
    }
    return chunks;
  }

  /** The delta or finish reason of each chunk. */
  private static List<String> steps(StreamEvent... events) {
    return chunks(Chat.context(), events).stream()
        .map(chunk -> chunk.get("choices").get(0))
        .map(choice ->
            choice.get("finish_reason").isNull()
                ? choice.get("delta").toString()
                : choice.get("finish_reason").asString())
        .toList();
  }

  @Test
  void textIsARoleChunkDeltasAndAFinishChunk() {
    // When
    String stream =
        Chat.encodeStream(
            Chat.context(),
            List.of(
                START,
                new BlockStart(0, Text.of("")),
                new TextDelta(0, "hi"),
                new BlockStop(0),
                END));

    // Then
    String head =
        "data: {\"id\":\"chatcmpl-r1\",\"object\":\"chat.completion.chunk\","
            + "\"created\":1700000000,\"model\":\"shown\",\"choices\":[{\"index\":0,\"delta\":";
    String open = ",\"logprobs\":null,\"finish_reason\":null}]}\n\n";
    assertThat(stream)
        .isEqualTo(
            head
                + "{\"role\":\"assistant\",\"content\":\"\"}"
                + open
                + head
                + "{\"content\":\"hi\"}"
                + open
                + head
                + "{},\"logprobs\":null,\"finish_reason\":\"stop\"}]}\n\n"
                + "data: [DONE]\n\n");
  }

  @Test
  void callsAreNumberedAmongCallsAndNamedOnce() {
    assertThat(
            steps(
                START,
                new BlockStart(0, Text.of("")),
                new TextDelta(0, "Checking."),
                new BlockStop(0),
                call(1, "a", "f"),
                new ToolArgumentsDelta(1, "{\"x\":"),
                new ToolArgumentsDelta(1, "1}"),
                new BlockStop(1),
                call(2, "b", "g"),
                new ToolArgumentsDelta(2, "{}"),
                new BlockStop(2),
                TOOL_END))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\"}",
            "{\"content\":\"Checking.\"}",
            "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"function\","
                + "\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"1}\"}}]}",
            "{\"tool_calls\":[{\"index\":1,\"id\":\"b\",\"type\":\"function\","
                + "\"function\":{\"name\":\"g\",\"arguments\":\"\"}}]}",
            "{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}",
            "tool_calls");
  }

  @Test
  @Tag("pitfall-134")
  void aCallWithoutArgumentsGetsAnEmptyObject() {
    assertThat(
            steps(
                START,
                call(0, "a", "f"),
                new ToolArgumentsDelta(0, ""),
                new BlockStop(0),
                TOOL_END))
        .contains("{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{}\"}}]}");
  }

  @Test
  @Tag("pitfall-129")
  void usageIsSentOnlyToClientsThatAskedForIt() {
    // When
    List<JsonNode> asked =
        chunks(
            Chat.contextWithUsage(),
            START,
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "a"),
            new BlockStop(0),
            END);

    // Then
    assertThat(asked.getLast())
        .isEqualTo(
            Chat.tree(
                """
                {"id":"chatcmpl-r1","object":"chat.completion.chunk","created":1700000000,
                 "model":"shown","choices":[],
                 "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
                """));
    assertThat(asked.subList(0, asked.size() - 1))
        .isNotEmpty()
        .allSatisfy(chunk -> assertThat(chunk.get("usage").isNull()).isTrue());
    assertThat(chunks(Chat.context(), START, END)).noneMatch(chunk -> chunk.has("usage"));
  }

  @Test
  void keepAlivesAreCommentsAlsoBeforeTheStart() {
    assertThat(Chat.encodeStream(Chat.context(), List.of(new KeepAlive())))
        .isEqualTo(": keep-alive\n\n");
  }

  /** kortix-ai/suna#4005, envoyproxy/ai-gateway#2697. */
  @Test
  @Tag("pitfall-138")
  @Tag("pitfall-139")
  @Tag("pitfall-148")
  void anErrorIsTheLastFrameAndNoSuccess() {
    // When
    String stream =
        Chat.encodeStream(
            Chat.context(),
            List.of(
                START,
                call(0, "a", "f"),
                new ToolArgumentsDelta(0, "{\"x"),
                new StreamError(GatewayError.of(ErrorKind.UPSTREAM_TRUNCATED, "cut")),
                new KeepAlive()));

    // Then
    assertThat(stream)
        .endsWith(
            "data: {\"error\":{\"message\":\"cut\",\"type\":\"server_error\",\"param\":null,"
                + "\"code\":\"upstream_error\"}}\n\n")
        .doesNotContain("[DONE]", "\"finish_reason\":\"");
  }

  @Test
  void anErrorBeforeTheStartIsTheOnlyFrame() {
    assertThat(
            Chat.encodeStream(
                Chat.context(),
                List.of(new StreamError(GatewayError.of(ErrorKind.TIMEOUT, "late")))))
        .isEqualTo(
            "data: {\"error\":{\"message\":\"late\",\"type\":\"server_error\",\"param\":null,"
                + "\"code\":\"timeout\"}}\n\n");
  }

  /** litellm#5236. */
  @Test
  @Tag("pitfall-150")
  void candidatesKeepTheirIndexTheirCallsAndTheirFinish() {
    // When
    List<JsonNode> choices =
        chunks(
                Chat.context(),
                START,
                new BlockStart(0, 0, Text.of("")),
                new TextDelta(0, "a"),
                new BlockStart(1, 1, ToolCall.of("x", "f", JsonText.EMPTY_OBJECT)),
                new BlockStop(1),
                new BlockStop(0),
                new CandidateEnd(0, StopReason.of(Kind.END_TURN, null)),
                new CandidateEnd(1, StopReason.of(Kind.TOOL_USE, null)),
                new MessageEnd(StopReason.of(Kind.END_TURN, null), Usage.UNKNOWN))
            .stream()
            .map(chunk -> chunk.get("choices").get(0))
            .toList();

    // Then
    assertThat(choices)
        .extracting(choice -> choice.get("index").asInt())
        .containsExactly(0, 0, 1, 1, 1, 0, 1);
    assertThat(choices.get(3).at("/delta/tool_calls/0/index").asInt()).isZero();
    assertThat(choices.get(5).get("finish_reason").asString()).isEqualTo("stop");
    assertThat(choices.get(6).get("finish_reason").asString()).isEqualTo("tool_calls");
  }

  @Test
  void reasoningRefusalLogprobsAndCitationsHaveTheirPlace() {
    // Given
    Citation citation =
        new Citation(
            "https://e.org", null, null, null, ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT);

    // Then
    assertThat(
            steps(
                START,
                new BlockStart(0, AnswerReader.reasoningBlock("")),
                new ReasoningDelta(0, "h", 0),
                new ReasoningDelta(0, "m", 1),
                new BlockStop(0),
                new BlockStart(1, Text.of("")),
                new TextDelta(1, "ab"),
                new CitationDelta(1, citation),
                new BlockStop(1),
                new BlockStart(2, Refusal.of("")),
                new RefusalDelta(2, "no"),
                new BlockStop(2),
                new MessageEnd(StopReason.of(Kind.REFUSAL, null), Usage.UNKNOWN)))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\"}",
            "{\"reasoning_content\":\"h\"}",
            "{\"reasoning_content\":\"\\n\\nm\"}",
            "{\"content\":\"ab\"}",
            "{\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{\"start_index\":0,"
                + "\"end_index\":2,\"url\":\"https://e.org\",\"title\":\"https://e.org\"}}]}",
            "{\"refusal\":\"no\"}",
            "stop");
    assertThat(
            chunks(
                    Chat.context(),
                    START,
                    new BlockStart(0, Text.of("")),
                    new LogprobsDelta(0, new JsonText("{\"content\":[]}")),
                    new BlockStop(0),
                    END)
                .get(1)
                .at("/choices/0/logprobs"))
        .isEqualTo(Chat.tree("{\"content\":[]}"));
  }

  @Test
  @Tag("pitfall-114")
  @Tag("pitfall-115")
  void aRefusalOfTheProviderIsExplainedAndFiltered() {
    assertThat(
            steps(
                START,
                new MessageEnd(
                    new StopReason(Kind.REFUSAL, null, null, "not that", null), Usage.UNKNOWN)))
        .containsExactly(
            "{\"role\":\"assistant\",\"content\":\"\"}",
            "{\"refusal\":\"not that\"}",
            "content_filter");
  }

  @Test
  void inputOfAServerToolIsNoCallOfTheClient() {
    assertThat(
            steps(
                START,
                new BlockStart(
                    0,
                    new ServerToolCall(
                        "srv_1",
                        "server_tool_use",
                        "web_search",
                        JsonText.EMPTY_OBJECT,
                        null,
                        Extensions.NONE)),
                new ToolArgumentsDelta(0, "{\"query\":\"x\"}"),
                new BlockStop(0),
                END))
        .containsExactly("{\"role\":\"assistant\",\"content\":\"\"}", "stop");
  }

  @Test
  void aCharacterCutIntoTwoDeltasStaysWhole() {
    assertThat(
            steps(
                START,
                new BlockStart(0, AnswerReader.reasoningBlock("")),
                new ReasoningDelta(0, "a\ud83d", 0),
                new ReasoningDelta(0, "\ude00", 0),
                new BlockStop(0),
                new BlockStart(1, Text.of("")),
                new TextDelta(1, "\ud83d"),
                new TextDelta(1, "\ude00b"),
                new BlockStop(1),
                call(2, "a", "f"),
                new ToolArgumentsDelta(2, "{\"x\":\"\ud83d"),
                new ToolArgumentsDelta(2, "\ude00\"}"),
                new BlockStop(2),
                TOOL_END))
        .containsSubsequence(
            "{\"reasoning_content\":\"a\"}",
            "{\"reasoning_content\":\"\ud83d\ude00\"}",
            "{\"content\":\"\ud83d\ude00b\"}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"x\\\":\\\"\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\ud83d\ude00\\\"}\"}}]}",
            "tool_calls");
  }

  /** The half character itself has no form in UTF-8, but that it was there shows. */
  @Test
  void halfACharacterAtTheEndOfABlockIsNotLost() {
    assertThat(
            steps(
                START,
                new BlockStart(0, Text.of("")),
                new TextDelta(0, "a\ud83d"),
                new BlockStop(0),
                END))
        .hasSize(4)
        .contains("{\"content\":\"a\"}");
  }

  @Test
  void freeTextIsSentWholeAsInput() {
    // Given
    ToolCall patch =
        new ToolCall("a", null, "p", null, new JsonText("\"\""), true, null, null, Extensions.NONE);

    // Then
    assertThat(
            steps(
                START,
                new BlockStart(0, patch),
                new ToolArgumentsDelta(0, "\"a \\"),
                new ToolArgumentsDelta(0, "\"b\""),
                new BlockStop(0),
                TOOL_END))
        .contains(
            "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"type\":\"custom\","
                + "\"custom\":{\"name\":\"p\",\"input\":\"\"}}]}",
            "{\"tool_calls\":[{\"index\":0,\"custom\":{\"input\":\"a \\\"b\"}}]}");
  }

  @Test
  void whatItWritesItsDecoderReads() {
    // Given
    List<StreamEvent> events =
        List.of(
            new MessageStart("chatcmpl-1", "shown", Chat.context().created(), Usage.UNKNOWN),
            new BlockStart(0, Text.of("")),
            new TextDelta(0, "hi"),
            new BlockStop(0),
            call(1, "a", "f"),
            new ToolArgumentsDelta(1, "{}"),
            new BlockStop(1),
            new MessageEnd(StopReason.of(Kind.TOOL_USE, "tool_calls"), Usage.UNKNOWN));

    // Then
    assertThat(Chat.decodeStream(Chat.encodeStream(Chat.context(), events))).isEqualTo(events);
  }

  @Test
  void freeTextThatIsKeptIsBoundedForAllCalls() {
    // Given
    List<StreamEvent> events = new ArrayList<>(List.of(START));
    for (int i = 0; i < 9; i++) {
      ToolCall call =
          new ToolCall(
              "c" + i, null, "p", null, new JsonText("\"\""), true, null, null, Extensions.NONE);
      events.add(new BlockStart(i, call));
      events.add(new ToolArgumentsDelta(i, "x".repeat(1024 * 1024)));
    }

    // When
    String stream = Chat.encodeStream(Chat.context(), events);

    // Then
    assertThat(stream).contains("\"error\":{").doesNotContain("[DONE]");
  }
}
