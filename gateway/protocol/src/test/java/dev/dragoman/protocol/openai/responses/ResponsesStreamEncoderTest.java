package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Candidate;
import dev.dragoman.protocol.model.ChatResponse;
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
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * Answers for Responses clients, streamed and whole. Source: OpenAI API reference, Responses,
 * streaming events; protocols.md 3.5 and 3.10.
 */
final class ResponsesStreamEncoderTest {
  private static final MessageStart START =
      new MessageStart("msg_1", "served", Instant.ofEpochSecond(5), Usage.UNKNOWN);

  private static BlockStart text(int block) {
    return new BlockStart(block, Text.of(""));
  }

  private static BlockStart thought(int block) {
    return new BlockStart(block, Reasoning.of(""));
  }

  private static BlockStart call(int block, String id, String name) {
    return new BlockStart(block, ToolCall.of(id, name, JsonText.EMPTY_OBJECT));
  }

  private static BlockStart freeform(int block, String id, String name) {
    return new BlockStart(
        block,
        new ToolCall(
            id, null, name, null, JsonText.ofString(""), true, null, null, Extensions.NONE));
  }

  private static MessageEnd end(Kind kind) {
    return new MessageEnd(StopReason.of(kind, null), Usage.of(20, 9));
  }

  private static Signature sealed(String value) {
    return new Signature(Provider.GATEWAY, "", value, Signature.Placement.THINKING);
  }

  private static byte[] streamed(StreamEvent... events) {
    return Responses.streamed(Responses.answering(null), events);
  }

  private static JsonNode response(StreamEvent... events) {
    return ResponsesStreamGrammar.finalResponse(streamed(events));
  }

  @Test
  @Tag("pitfall-132")
  @Tag("pitfall-134")
  @Tag("pitfall-145")
  void textAndTwoCallsAreThreeItems() {
    // When
    byte[] stream =
        streamed(
            START,
            text(0),
            new TextDelta(0, "Checking."),
            new BlockStop(0),
            call(1, "call_a", "f"),
            new ToolArgumentsDelta(1, "{\"x\":"),
            new ToolArgumentsDelta(1, "1}"),
            new BlockStop(1),
            call(2, "call_b", "g"),
            new BlockStop(2),
            new MessageEnd(
                StopReason.of(Kind.TOOL_USE, null),
                new Usage(15L, 5L, null, null, null, null, 9L, null, null, null, Map.of(), null)));

    // Then
    assertThat(Responses.types(stream))
        .containsExactly(
            "output_item.added",
            "content_part.added",
            "output_text.delta",
            "output_text.done",
            "content_part.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "output_item.added",
            "function_call_arguments.delta",
            "function_call_arguments.done",
            "output_item.done",
            "completed");
    JsonNode response = ResponsesStreamGrammar.finalResponse(stream);
    assertThat(response.get("id").asString()).isEqualTo("resp_r1");
    assertThat(response.get("model").asString()).isEqualTo("shown");
    assertThat(response.get("usage"))
        .hasToString(
            "{\"input_tokens\":20,\"input_tokens_details\":{\"cached_tokens\":5,"
                + "\"cache_write_tokens\":0},\"output_tokens\":9,\"output_tokens_details\":"
                + "{\"reasoning_tokens\":0},\"total_tokens\":29}");
    assertThat(response.get("output").get(2))
        .hasToString(
            "{\"id\":\"fc_r1_2\",\"type\":\"function_call\",\"status\":\"completed\","
                + "\"call_id\":\"call_b\",\"name\":\"g\",\"arguments\":\"{}\"}");
    assertThat(new String(stream, StandardCharsets.UTF_8)).doesNotContain("[DONE]");
  }

  @Test
  void neighbouringTextsArePartsOfOneMessage() {
    // When
    JsonNode output =
        response(
                START,
                text(0),
                new TextDelta(0, "a"),
                new BlockStop(0),
                text(1),
                new BlockStop(1),
                text(2),
                new TextDelta(2, "b"),
                new BlockStop(2),
                end(Kind.END_TURN))
            .get("output");

    // Then
    assertThat(output).hasSize(1);
    assertThat(output.get(0).get("content").findValuesAsString("text")).containsExactly("a", "b");
  }

  @Test
  @Tag("pitfall-132")
  void textAfterACallHasAPlaceOfItsOwn() {
    // When
    JsonNode output =
        response(
                START,
                text(0),
                new TextDelta(0, "a"),
                new BlockStop(0),
                call(1, "c", "f"),
                new BlockStop(1),
                text(2),
                new TextDelta(2, "b"),
                new BlockStop(2),
                end(Kind.TOOL_USE))
            .get("output");

    // Then
    assertThat(output.findValuesAsString("type"))
        .containsSubsequence("message", "function_call", "message");
  }

  @Test
  @Tag("pitfall-125")
  void callsThatComeTogetherStayApart() {
    // When
    JsonNode output =
        response(
                START,
                call(0, "a", "f"),
                call(1, "b", "g"),
                new ToolArgumentsDelta(0, "{\"x\":"),
                new ToolArgumentsDelta(1, "{\"y\":"),
                new ToolArgumentsDelta(0, "1}"),
                new BlockStop(0),
                new ToolArgumentsDelta(1, "2}"),
                new BlockStop(1),
                end(Kind.TOOL_USE))
            .get("output");

    // Then
    assertThat(output.findValuesAsString("arguments")).containsExactly("{\"x\":1}", "{\"y\":2}");
  }

  @Test
  void textThatGoesOnBesideACallStaysInItsMessage() {
    // When
    JsonNode output =
        response(
                START,
                text(0),
                new TextDelta(0, "a"),
                call(1, "c", "f"),
                new TextDelta(0, "b"),
                new BlockStop(0),
                text(2),
                new TextDelta(2, "c"),
                new BlockStop(2),
                new BlockStop(1),
                end(Kind.TOOL_USE))
            .get("output");

    // Then
    assertThat(output.findValuesAsString("text")).containsExactly("ab", "c");
  }

  @Test
  @Tag("pitfall-48")
  void aRawTextCallIsACustomCall() {
    // When
    byte[] stream =
        streamed(
            START,
            freeform(0, "c", "patch"),
            new ToolArgumentsDelta(0, "\"a\\n"),
            new ToolArgumentsDelta(0, "b\""),
            new BlockStop(0),
            end(Kind.TOOL_USE));

    // Then
    assertThat(Responses.types(stream))
        .containsExactly(
            "output_item.added",
            "custom_tool_call_input.delta",
            "custom_tool_call_input.done",
            "output_item.done",
            "completed");
    JsonNode item = ResponsesStreamGrammar.finalResponse(stream).get("output").get(0);
    assertThat(item.get("type").asString()).isEqualTo("custom_tool_call");
    assertThat(item.get("id").asString()).isEqualTo("ctc_r1_0");
    assertThat(item.get("input").asString()).isEqualTo("a\nb");
  }

  @Test
  void aCallOfANamespaceHasBothNames() {
    // Given
    String asked =
        "{\"model\":\"m\",\"input\":\"x\",\"tools\":[{\"type\":\"namespace\",\"name\":\"mcp\","
            + "\"tools\":[{\"type\":\"function\",\"name\":\"list\"}]}]}";

    // When
    byte[] stream =
        Responses.streamed(
            Responses.answering(asked),
            START,
            call(0, "c", "mcp__list"),
            new BlockStop(0),
            end(Kind.TOOL_USE));

    // Then
    JsonNode item = ResponsesStreamGrammar.finalResponse(stream).get("output").get(0);
    assertThat(item.get("name").asString()).isEqualTo("list");
    assertThat(item.get("namespace").asString()).isEqualTo("mcp");
  }

  @Test
  @Tag("pitfall-80")
  void thinkingIsAnItemWithASummaryAndItsState() {
    // When
    byte[] stream =
        streamed(
            START,
            thought(0),
            new ReasoningDelta(0, "one", 0),
            new ReasoningDelta(0, " more", 0),
            new ReasoningDelta(0, "two", 1),
            new SignatureDelta(0, sealed("gw1.a")),
            new BlockStop(0),
            text(1),
            new TextDelta(1, "a"),
            new BlockStop(1),
            end(Kind.END_TURN));

    // Then
    assertThat(Responses.types(stream).subList(0, 10))
        .containsExactly(
            "output_item.added",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done",
            "reasoning_summary_part.added",
            "reasoning_summary_text.delta",
            "reasoning_summary_text.done",
            "reasoning_summary_part.done");
    JsonNode item = ResponsesStreamGrammar.finalResponse(stream).get("output").get(0);
    assertThat(item.get("id").asString()).isEqualTo("rs_r1_0");
    assertThat(item.get("summary").findValuesAsString("text")).containsExactly("one more", "two");
    assertThat(item.get("encrypted_content").asString()).isEqualTo("gw1.a");
  }

  @Test
  void thinkingThatIsNotAskedForIsNotTold() {
    // When
    byte[] stream =
        Responses.streamed(
            Responses.silent(),
            START,
            thought(0),
            new ReasoningDelta(0, "secret", -1),
            new SignatureDelta(0, sealed("gw1.a")),
            new BlockStop(0),
            end(Kind.END_TURN));

    // Then
    assertThat(ResponsesStreamGrammar.finalResponse(stream).get("output")).isEmpty();
    assertThat(new String(stream, StandardCharsets.UTF_8)).doesNotContain("secret");
  }

  @Test
  @Tag("pitfall-71")
  void redactedThinkingIsMarked() {
    // Given
    Reasoning redacted =
        new Reasoning(
            "", List.of(), Reasoning.Kind.REDACTED, sealed("gw1.r"), null, null, Extensions.NONE);

    // When
    JsonNode output =
        response(START, new BlockStart(0, redacted), new BlockStop(0), end(Kind.END_TURN))
            .get("output");

    // Then
    assertThat(output.get(0).get("encrypted_content").asString()).isEqualTo("redacted.gw1.r");
  }

  @Test
  void aRefusalIsAPart() {
    // When
    byte[] stream =
        streamed(
            START,
            new BlockStart(0, Refusal.of("")),
            new StreamEvent.RefusalDelta(0, "No."),
            new BlockStop(0),
            end(Kind.REFUSAL));

    // Then
    assertThat(Responses.types(stream)).contains("refusal.delta", "refusal.done", "completed");
    assertThat(ResponsesStreamGrammar.finalResponse(stream).findValuesAsString("refusal"))
        .containsExactly("No.");
  }

  @Test
  void aRefusalThatIsExplainedIsSaid() {
    // When
    JsonNode response =
        response(
            START,
            new MessageEnd(
                new StopReason(Kind.REFUSAL, null, "cyber", "Not this.", null), Usage.UNKNOWN));

    // Then
    assertThat(response.get("status").asString()).isEqualTo("completed");
    assertThat(response.findValuesAsString("refusal")).containsExactly("Not this.");
    assertThat(response.get("usage").isNull()).isTrue();
  }

  @ParameterizedTest
  @Tag("pitfall-114")
  @Tag("pitfall-117")
  @CsvSource({
    "END_TURN, completed,",
    "STOP_SEQUENCE, completed,",
    "PAUSE_TURN, completed,",
    "OTHER, completed,",
    "CANCELLED, completed,",
    "COMPACTION, completed,",
    "TOOL_USE, completed,",
    "MAX_TOKENS, incomplete, max_output_tokens",
    "CONTEXT_WINDOW, incomplete, max_output_tokens",
    "CONTENT_FILTER, incomplete, content_filter",
    "RECITATION, incomplete, content_filter",
    "REFUSAL, incomplete, content_filter",
    "MALFORMED_TOOL_CALL, failed,"
  })
  void everyStopHasItsEvent(Kind kind, String status, String reason) {
    // When
    JsonNode response = response(START, end(kind));

    // Then
    assertThat(response.get("status").asString()).isEqualTo(status);
    assertThat(response.path("incomplete_details").path("reason").asString(null)).isEqualTo(reason);
  }

  @Test
  @Tag("pitfall-53")
  void aCallThatTheLimitCutIsIncomplete() {
    // When
    JsonNode output =
        response(
                START,
                call(0, "c", "f"),
                new ToolArgumentsDelta(0, "{\"x\":"),
                new BlockStop(0),
                end(Kind.MAX_TOKENS))
            .get("output");

    // Then
    assertThat(output.get(0).get("status").asString()).isEqualTo("incomplete");
  }

  @Test
  @Tag("pitfall-139")
  @Tag("pitfall-148")
  void anErrorWithinAnAnswerClosesNothing() {
    // When
    byte[] stream =
        streamed(
            START,
            text(0),
            new TextDelta(0, "a"),
            new BlockStop(0),
            call(1, "c", "f"),
            new ToolArgumentsDelta(1, "{"),
            new StreamError(GatewayError.of(ErrorKind.UPSTREAM_TRUNCATED, "cut")),
            end(Kind.END_TURN));

    // Then
    assertThat(Responses.types(stream)).endsWith("function_call_arguments.delta", "failed");
    JsonNode response = ResponsesStreamGrammar.finalResponse(stream);
    assertThat(response.get("error"))
        .hasToString("{\"code\":\"server_error\",\"message\":\"cut\"}");
    assertThat(response.get("output").findValuesAsString("type"))
        .contains("message")
        .doesNotContain("function_call");
  }

  /** Where an upstream's own events pass, only the error is written here. */
  @Test
  void anErrorAfterEventsThatPassedContinuesTheirNumbers() {
    // Given
    StreamEncoder encoder = Responses.PROTOCOL.inbound().streamEncoder(Responses.answering(null));
    encoder.accept(START, new ByteArrayOutputStream());
    for (int i = 0; i < 7; i++) {
      encoder.passed();
    }

    // When
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    encoder.accept(new StreamError(GatewayError.of(ErrorKind.TIMEOUT, "late")), out);

    // Then
    assertThat(ResponsesStreamGrammar.events(out.toByteArray()))
        .singleElement()
        .satisfies(event -> assertThat(event.get("sequence_number").asInt()).isEqualTo(7));
  }

  @Test
  void anErrorBeforeTheAnswerIsAnAnswerThatFailed() {
    // When
    byte[] stream =
        streamed(new KeepAlive(), new StreamError(GatewayError.of(ErrorKind.RATE_LIMIT, "slowly")));

    // Then
    assertThat(new String(stream, StandardCharsets.UTF_8)).startsWith(": keep-alive\n\n");
    assertThat(ResponsesStreamGrammar.finalResponse(stream).get("error").get("code").asString())
        .isEqualTo("rate_limit_exceeded");
  }

  @Test
  @Tag("pitfall-20")
  void aCharacterThatIsCutInTwoStaysWhole() {
    assertThat(
            response(
                    START,
                    text(0),
                    new TextDelta(0, "\ud83c"),
                    new TextDelta(0, "\udf88"),
                    new BlockStop(0),
                    end(Kind.END_TURN))
                .get("output")
                .findValuesAsString("text"))
        .containsExactly("\ud83c\udf88");
  }

  @Test
  void citationsAreAnnotationsOfTheirPart() {
    // Given
    Citation cited =
        new Citation("https://x.test", "X", 0, 1, ProtocolId.ANTHROPIC, JsonText.EMPTY_OBJECT);

    // When
    JsonNode response =
        response(
            START,
            text(0),
            new TextDelta(0, "ab"),
            new CitationDelta(0, cited),
            new BlockStop(0),
            end(Kind.END_TURN));

    // Then
    assertThat(response.findValues("annotations").getFirst())
        .hasToString(
            "[{\"type\":\"url_citation\",\"start_index\":0,\"end_index\":1,"
                + "\"url\":\"https://x.test\",\"title\":\"X\"}]");
  }

  @Test
  void anAnswerRepeatsWhatWasAsked() {
    // Given
    String asked =
        "{\"model\":\"m\",\"input\":\"x\",\"instructions\":\"Be brief.\",\"temperature\":0.50,"
            + "\"tools\":[{\"type\":\"web_search\"}],\"metadata\":{\"a\":\"b\"},\"store\":true}";

    // When
    JsonNode response = Responses.whole(answer(List.of(Text.of("a"))), Responses.answering(asked));

    // Then
    assertThat(response.get("instructions").asString()).isEqualTo("Be brief.");
    assertThat(response.get("temperature").asDouble()).isEqualTo(0.5);
    assertThat(response.get("tools")).hasToString("[{\"type\":\"web_search\"}]");
    assertThat(response.get("metadata")).hasToString("{\"a\":\"b\"}");
    assertThat(response.get("store").asBoolean()).isFalse();
    assertThat(response.get("tool_choice").asString()).isEqualTo("auto");
  }

  private static ChatResponse answer(List<ContentBlock> content) {
    return new ChatResponse(
        "resp_up",
        "served",
        Instant.ofEpochSecond(5),
        List.of(
            new Candidate(0, content, StopReason.of(Kind.END_TURN, null), null, Extensions.NONE)),
        Usage.of(1, 2),
        "standard",
        null,
        null,
        Extensions.NONE);
  }

  @Test
  void aWholeAnswerIsWhatItsStreamAmountsTo() {
    // When
    JsonNode response =
        Responses.whole(
            answer(
                List.of(
                    Reasoning.of("Hm."),
                    Text.of("a"),
                    ToolCall.of("c", "f", new JsonText("{\"x\":1}")))),
            Responses.answering(null));

    // Then
    assertThat(response.get("id").asString()).isEqualTo("resp_up");
    assertThat(response.get("created_at").asInt()).isEqualTo(5);
    assertThat(response.get("service_tier").asString()).isEqualTo("default");
    assertThat(response.get("output"))
        .extracting(item -> item.get("type").asString())
        .containsExactly("reasoning", "message", "function_call");
  }
}
