package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.CONTEXT;
import static dev.dragoman.protocol.anthropic.Wire.response;
import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

final class AnthropicResponsesTest {
  private static ChatResponse answer(StopReason stop, Usage usage, ContentBlock... content) {
    return new ChatResponse(
        "chatcmpl-1",
        "served",
        null,
        List.of(new Candidate(0, List.of(content), stop, null, Extensions.NONE)),
        usage,
        null,
        null,
        null,
        Extensions.NONE);
  }

  private static JsonNode encoded(Kind kind, ContentBlock... content) {
    ChatResponse answer = answer(StopReason.of(kind, null), Usage.of(3, 4), content);
    return tree(AnthropicResponses.encode(answer, CONTEXT));
  }

  private static Usage usage(@Nullable Long read, @Nullable Long write) {
    return new Usage(15L, read, write, null, null, null, 9L, 2L, null, null, Map.of(), null);
  }

  @Test
  void aWholeAnswerIsRead() {
    // When
    ChatResponse response =
        AnthropicResponses.decode(
            response(
                """
                {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
                  {"type":"text","text":"Checking."},
                  {"type":"tool_use","id":"toolu_1","name":"f","input":{"n": 1.0}}],
                 "stop_reason":"tool_use","stop_sequence":null,"container":{"id":"c"},
                 "usage":{"input_tokens":10,"cache_read_input_tokens":5,
                  "cache_creation_input_tokens":7,"output_tokens":9,"service_tier":"standard",
                  "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},
                  "output_tokens_details":{"thinking_tokens":2},
                  "server_tool_use":{"web_search_requests":1}}}
                """));

    // Then
    assertThat(response.id()).isEqualTo("msg_1");
    assertThat(response.model()).isEqualTo("claude-x");
    assertThat(response.serviceTier()).isEqualTo("standard");
    Candidate candidate = response.candidates().getFirst();
    assertThat(candidate.content())
        .containsExactly(
            Text.of("Checking."), ToolCall.of("toolu_1", "f", new JsonText("{\"n\":1.0}")));
    assertThat(candidate.stop()).isEqualTo(StopReason.of(Kind.TOOL_USE, "tool_use"));
    assertThat(response.usage())
        .usingRecursiveComparison()
        .ignoringFields("raw")
        .isEqualTo(
            new Usage(
                10L,
                5L,
                7L,
                3L,
                4L,
                null,
                9L,
                2L,
                null,
                null,
                Map.of("web_search_requests", 1L),
                null));
  }

  @Test
  void aWholeAnswerIsWrittenAsItWasRead() {
    // Given
    String body =
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
          {"type":"text","text":"x"},
          {"type":"thinking","thinking":"hm","signature":"s"},
          {"type":"redacted_thinking","data":"d"},
          {"type":"server_tool_use","id":"s1","name":"web_search","input":{"query":"q"}},
          {"type":"web_search_tool_result","tool_use_id":"s1","content":[]},
          {"type":"novelty","a":1}],
         "stop_reason":"refusal","stop_sequence":null,
         "stop_details":{"type":"refusal","category":"cyber","explanation":null},
         "container":{"id":"c"},
         "usage":{"input_tokens":10,"cache_creation_input_tokens":7,"cache_read_input_tokens":5,
          "output_tokens":9,
          "cache_creation":{"ephemeral_5m_input_tokens":3,"ephemeral_1h_input_tokens":4},
          "output_tokens_details":{"thinking_tokens":2},
          "server_tool_use":{"web_search_requests":1,"web_fetch_requests":0}}}
        """;

    // When
    byte[] written =
        AnthropicResponses.encode(
            AnthropicResponses.decode(response(body)),
            new ReplyContext("r1", null, Instant.EPOCH, () -> 0, true));

    // Then
    assertThat(tree(written)).isEqualTo(tree(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"content\":7}",
        "{\"content\":[{\"type\":\"text\"}]}"
      })
  void whatIsNoAnswerIsAnErrorOfTheUpstream(String body) {
    assertThat(Wire.error(() -> AnthropicResponses.decode(response(body))).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  @Test
  @Tag("pitfall-138")
  void anErrorInsideA200IsThatError() {
    // When
    GatewayError error =
        Wire.error(() ->
            AnthropicResponses.decode(
                response(
                    "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"Overloaded\"}}")));

    // Then
    assertThat(error.kind()).isEqualTo(ErrorKind.OVERLOADED);
    assertThat(error.message()).isEqualTo("Overloaded");
  }

  @Test
  void idsOfOtherProtocolsAreReplacedAndTheShownModelIsNamed() {
    // When
    JsonNode body = encoded(Kind.END_TURN, Text.of("x"));

    // Then
    assertThat(body)
        .isEqualTo(
            tree(
                """
                {"id":"msg_r1","type":"message","role":"assistant","model":"shown",
                 "content":[{"type":"text","text":"x"}],
                 "stop_reason":"end_turn","stop_sequence":null,
                 "usage":{"input_tokens":3,"output_tokens":4}}
                """));
  }

  @Test
  @Tag("pitfall-6")
  void withoutContentTheArrayIsEmpty() {
    assertThat(encoded(Kind.END_TURN, Text.of("")).get("content")).isEqualTo(tree("[]"));
  }

  /** litellm#35127, langchain#32818, openinference#1429. */
  @Test
  @Tag("pitfall-110")
  void cachedTokensStandBesideTheInputAndAreNotCountedTwice() {
    // When
    byte[] body =
        AnthropicResponses.encode(
            answer(StopReason.of(Kind.END_TURN, null), usage(5L, null), Text.of("x")), CONTEXT);

    // Then
    assertThat(tree(body).get("usage"))
        .isEqualTo(
            tree(
                """
                {"input_tokens":15,"cache_read_input_tokens":5,"output_tokens":9,
                 "output_tokens_details":{"thinking_tokens":2}}
                """));
  }

  @Test
  @Tag("pitfall-130")
  void usageThatIsMissingIsEstimated() {
    // When
    byte[] body =
        AnthropicResponses.encode(
            answer(StopReason.of(Kind.END_TURN, null), Usage.UNKNOWN, Text.of("x")), CONTEXT);

    // Then
    assertThat(tree(body).get("usage"))
        .isEqualTo(tree("{\"input_tokens\":42,\"output_tokens\":0}"));
  }

  /** maximhq/bifrost#6123, litellm#34692; litellm#40857; litellm#23899, laravel/ai#881. */
  @ParameterizedTest
  @CsvSource({
    "END_TURN,end_turn",
    "MAX_TOKENS,max_tokens",
    "STOP_SEQUENCE,end_turn",
    "TOOL_USE,end_turn",
    "PAUSE_TURN,pause_turn",
    "REFUSAL,refusal",
    "CONTENT_FILTER,refusal",
    "RECITATION,refusal",
    "CONTEXT_WINDOW,model_context_window_exceeded",
    "COMPACTION,compaction",
    "MALFORMED_TOOL_CALL,end_turn",
    "CANCELLED,end_turn",
    "OTHER,end_turn"
  })
  @Tag("pitfall-114")
  @Tag("pitfall-115")
  @Tag("pitfall-117")
  void everyStopHasAWord(Kind kind, String word) {
    assertThat(encoded(kind, Text.of("x")).get("stop_reason").asString()).isEqualTo(word);
  }

  @ParameterizedTest
  @CsvSource({
    "end_turn,END_TURN",
    "max_tokens,MAX_TOKENS",
    "stop_sequence,STOP_SEQUENCE",
    "pause_turn,PAUSE_TURN",
    "refusal,REFUSAL",
    "model_context_window_exceeded,CONTEXT_WINDOW",
    "compaction,COMPACTION",
    "novelty,OTHER"
  })
  @Tag("pitfall-115")
  @Tag("pitfall-117")
  void everyWordIsUnderstood(String word, Kind kind) {
    // When
    ChatResponse response =
        AnthropicResponses.decode(
            response(
                "{\"content\":[],\"stop_sequence\":\"END\",\"stop_reason\":\"%s\"}"
                    .formatted(word)));

    // Then
    StopReason stop = response.candidates().getFirst().stop();
    assertThat(stop.kind()).isEqualTo(kind);
    assertThat(stop.raw()).isEqualTo(word);
    assertThat(stop.stopSequence()).isEqualTo("END");
  }

  @Test
  @Tag("pitfall-113")
  void anOrdinaryStopBesideACallIsAToolStop() {
    assertThat(
            encoded(Kind.END_TURN, ToolCall.of("t", "f", JsonText.EMPTY_OBJECT))
                .get("stop_reason")
                .asString())
        .isEqualTo("tool_use");
    assertThat(
            encoded(Kind.MAX_TOKENS, ToolCall.of("t", "f", JsonText.EMPTY_OBJECT))
                .get("stop_reason")
                .asString())
        .isEqualTo("max_tokens");
  }

  @Test
  void theSequenceThatMatchedIsTold() {
    // When
    ChatResponse answer =
        answer(
            new StopReason(Kind.STOP_SEQUENCE, "END", null, null, null),
            Usage.of(1, 1),
            Text.of("x"));
    JsonNode body = tree(AnthropicResponses.encode(answer, CONTEXT));

    // Then
    assertThat(body.get("stop_reason").asString()).isEqualTo("stop_sequence");
    assertThat(body.get("stop_sequence").asString()).isEqualTo("END");
  }

  @Test
  @Tag("pitfall-114")
  void aRefusalIsTextWithTheStopOfARefusal() {
    // When
    JsonNode body = encoded(Kind.END_TURN, Refusal.of("I will not."));

    // Then
    assertThat(body.at("/content/0"))
        .isEqualTo(tree("{\"type\":\"text\",\"text\":\"I will not.\"}"));
    assertThat(body.get("stop_reason").asString()).isEqualTo("refusal");
  }

  @Test
  void aMalformedCallWithoutTextIsAnError() {
    assertThat(Wire.error(() -> encoded(Kind.MALFORMED_TOOL_CALL)).kind())
        .isEqualTo(ErrorKind.BAD_UPSTREAM);
  }

  /** openclaw#16496, Roo-Code#10351. */
  @Test
  void thinkingThatAnthropicDidNotSignIsNotShown() {
    // Given
    Reasoning unsigned =
        new Reasoning("hm", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);

    // Then
    assertThat(encoded(Kind.END_TURN, unsigned, Text.of("x")).get("content").size()).isEqualTo(1);
  }

  @Test
  @Tag("pitfall-21")
  void argumentsOfTheAnswerAreAnObject() {
    assertThat(
            encoded(Kind.TOOL_USE, ToolCall.of("t", "f", new JsonText(""))).at("/content/0/input"))
        .isEqualTo(tree("{}"));
  }

  @Test
  void countsThatAreNoNumbersAreNotTold() {
    // When
    Usage usage =
        AnthropicResponses.decode(
                response(
                    "{\"content\":[],\"usage\":{\"input_tokens\":\"7\",\"output_tokens\":1e9999999999}}"))
            .usage();

    // Then
    assertThat(usage.inputUncached()).isNull();
    assertThat(usage.outputTotal()).isNull();
    assertThat(Objects.requireNonNull(usage.raw()).text()).contains("input_tokens");
  }
}
