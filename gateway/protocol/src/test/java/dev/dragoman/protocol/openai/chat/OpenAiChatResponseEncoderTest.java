package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

final class OpenAiChatResponseEncoderTest {
  private static ChatResponse answer(@Nullable String id, StopReason stop, ContentBlock... blocks) {
    return new ChatResponse(
        id,
        "served",
        null,
        List.of(new Candidate(0, List.of(blocks), stop, null, Extensions.NONE)),
        Usage.UNKNOWN,
        null,
        null,
        null,
        Extensions.NONE);
  }

  private static JsonNode choice(StopReason stop, ContentBlock... blocks) {
    return Chat.encodedResponse(answer(null, stop, blocks)).get("choices").get(0);
  }

  @Test
  void aWholeAnswerHasAllMembersThatStrictClientsDemand() {
    // Given
    ChatResponse response =
        new ChatResponse(
            "msg_1",
            "served",
            null,
            List.of(
                new Candidate(
                    0,
                    List.of(Text.of("a"), Text.of("b")),
                    StopReason.of(Kind.END_TURN, null),
                    null,
                    Extensions.NONE)),
            Usage.of(3, 2),
            null,
            null,
            null,
            Extensions.NONE);

    // Then
    assertThat(Chat.encodedResponse(response))
        .isEqualTo(
            Chat.tree(
                """
                {"id":"chatcmpl-r1","object":"chat.completion","created":1700000000,
                 "model":"shown",
                 "choices":[{"index":0,
                   "message":{"role":"assistant","content":"ab","refusal":null,"annotations":[]},
                   "logprobs":null,"finish_reason":"stop"}],
                 "usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}
                """));
  }

  @Test
  void anIdOfTheRightFormIsKept() {
    assertThat(
            Chat.encodedResponse(answer("chatcmpl-7", StopReason.of(Kind.END_TURN, null)))
                .get("id")
                .asString())
        .isEqualTo("chatcmpl-7");
  }

  @Test
  void callsAloneHaveNullContent() {
    // When
    JsonNode choice =
        choice(
            StopReason.of(Kind.TOOL_USE, null), ToolCall.of("a", "f", new JsonText("{\"x\":1e5}")));

    // Then
    assertThat(choice.get("message"))
        .isEqualTo(
            Chat.tree(
                """
                {"role":"assistant","content":null,"refusal":null,"annotations":[],
                 "tool_calls":[{"id":"a","type":"function",
                                "function":{"name":"f","arguments":"{\\"x\\":1e5}"}}]}
                """));
    assertThat(choice.get("finish_reason").asString()).isEqualTo("tool_calls");
  }

  @Test
  void anAnswerWithoutAnythingHasEmptyContentAndNoCalls() {
    // When
    JsonNode message = choice(StopReason.of(Kind.END_TURN, null)).get("message");

    // Then
    assertThat(message.get("content").asString()).isEmpty();
    assertThat(message.has("tool_calls")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  @Tag("pitfall-114")
  @Tag("pitfall-115")
  @Tag("pitfall-117")
  void everyReasonHasAWord(Kind kind) {
    String expected =
        switch (kind) {
          case TOOL_USE -> "tool_calls";
          case MAX_TOKENS, CONTEXT_WINDOW -> "length";
          case CONTENT_FILTER, RECITATION, REFUSAL -> "content_filter";
          case END_TURN,
              STOP_SEQUENCE,
              PAUSE_TURN,
              MALFORMED_TOOL_CALL,
              COMPACTION,
              CANCELLED,
              OTHER ->
              "stop";
        };
    assertThat(choice(StopReason.of(kind, null)).get("finish_reason").asString())
        .isEqualTo(expected);
  }

  @Test
  @Tag("pitfall-115")
  void aRefusalIsExplainedOrSpoken() {
    // Given
    StopReason explained = new StopReason(Kind.REFUSAL, null, "bio", "not that", "refusal");

    // When
    JsonNode byProvider = choice(explained);
    JsonNode byModel = choice(StopReason.of(Kind.REFUSAL, null), Refusal.of("no"));

    // Then
    assertThat(byProvider.at("/message/refusal").asString()).isEqualTo("not that");
    assertThat(byProvider.get("finish_reason").asString()).isEqualTo("content_filter");
    assertThat(byModel.at("/message/refusal").asString()).isEqualTo("no");
    assertThat(byModel.get("finish_reason").asString()).isEqualTo("stop");
  }

  @Test
  @Tag("pitfall-111")
  void cacheReadsAndWritesAreInsidePromptTokens() {
    // Given
    Usage usage = new Usage(10L, 5L, 4L, null, null, null, 9L, 6L, null, null, Map.of(), null);
    ChatResponse plain = answer(null, StopReason.of(Kind.END_TURN, null), Text.of("a"));
    ChatResponse response =
        new ChatResponse(
            null, null, null, plain.candidates(), usage, null, null, null, Extensions.NONE);

    // Then
    assertThat(Chat.encodedResponse(response).get("usage"))
        .isEqualTo(
            Chat.tree(
                """
                {"prompt_tokens":19,"completion_tokens":9,"total_tokens":28,
                 "prompt_tokens_details":{"cached_tokens":5,"cache_write_tokens":4},
                 "completion_tokens_details":{"reasoning_tokens":6}}
                """));
  }

  @Test
  void anUnknownUsageIsLeftOut() {
    assertThat(Chat.encodedResponse(answer(null, StopReason.of(Kind.END_TURN, null))).has("usage"))
        .isFalse();
  }

  @Test
  void citationsWithAnAddressAreAnnotationsOfTheWholeText() {
    // Given
    Citation citation =
        new Citation("https://e.org", "T", null, null, ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT);
    Text cited = new Text("cd", List.of(citation), null, null, Extensions.NONE);

    // When
    JsonNode message =
        choice(StopReason.of(Kind.END_TURN, null), Text.of("ab"), cited).get("message");

    // Then
    assertThat(message.get("annotations"))
        .isEqualTo(
            Chat.tree(
                """
                [{"type":"url_citation","url_citation":
                  {"start_index":2,"end_index":4,"url":"https://e.org","title":"T"}}]
                """));
  }

  @Test
  void whatIsNotNamedSurvivesBothWays() {
    // Given
    String body =
        """
        {"id":"chatcmpl-1","object":"chat.completion","created":1700000000,"model":"shown",
         "choices":[{"index":0,
           "message":{"role":"assistant","content":"a","refusal":null,"annotations":[],
                      "reasoning_content":"hm","audio_id":7},
           "logprobs":{"content":[]},"finish_reason":"stop","native":"x"}],
         "system_fingerprint":"fp","provider":"p"}
        """;

    // Then
    assertThat(Chat.encodedResponse(Chat.decodeResponse(body))).isEqualTo(Chat.tree(body));
  }
}
