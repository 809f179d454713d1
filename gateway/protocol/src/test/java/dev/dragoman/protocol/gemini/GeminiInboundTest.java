package dev.dragoman.protocol.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.WireHeaders;
import dev.dragoman.protocol.wire.WireRequest;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Source: the API reference on ai.google.dev, v1beta, but where a case names its own. */
class GeminiInboundTest {
  private static final String STREAM = "/v1beta/models/m:streamGenerateContent";

  private final GeminiInbound codec = new GeminiInbound();

  private static WireRequest request(String target, String body) {
    return new WireRequest(target, WireHeaders.NONE, body.getBytes(UTF_8), false);
  }

  private ChatRequest decoded(String body) {
    return codec.decodeRequest(request("/v1beta/models/m:generateContent", body));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1beta/models/gemini-3-pro:generateContent, gemini-3-pro, false, true",
    "/v1/models/a%2Fb:streamGenerateContent?alt=sse, a/b, true, true",
    "/v1beta/models/qwen3:32b:streamGenerateContent, qwen3:32b, true, false",
    "/v1beta/models/openai/gpt:streamGenerateContent?key=k&alt=sse, openai/gpt, true, true",
    "/v1beta/models/models/x:generateContent, x, false, true"
  })
  void theAddressNamesModelAndMethod(String target, String model, boolean stream, boolean framed) {
    assertThat(GeminiCall.of(target)).isEqualTo(new GeminiCall(model, stream, framed));
  }

  @Test
  void bothSpellingsStandInOneObject() {
    // When
    ChatRequest request =
        decoded(
            """
            {"contents":[{"parts":[{"text":"a"},{"inline_data":{"mime_type":"image/png","data":"aGk="}}]}],
             "system_instruction":"Be brief.",
             "generation_config":{"max_output_tokens":5,"topK":3,
               "thinkingConfig":{"include_thoughts":true,"thinking_budget":-1}},
             "tool_config":{"function_calling_config":{"mode":"ANY","allowed_function_names":["f"]}},
             "tools":[{"function_declarations":[{"name":"f"}]}]}
            """);

    // Then
    assertThat(request.messages().getFirst().role()).isEqualTo(Role.USER);
    assertThat(request.messages().getFirst().content()).hasSize(2);
    assertThat(request.system()).containsExactly(Text.of("Be brief."));
    assertThat(request.maxOutputTokens()).isEqualTo(5);
    assertThat(request.sampling().topK()).isEqualTo(3.0);
    assertThat(request.reasoning())
        .extracting(ReasoningConfig::mode, ReasoningConfig::display)
        .containsExactly(Mode.ADAPTIVE, Display.SUMMARY);
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parameters", "parametersJsonSchema"})
  void aSchemaThatIsNoObjectIsRefused(String field) {
    assertThatThrownBy(() ->
            decoded(
                """
                {"contents":[{"parts":[{"text":"a"}]}],
                 "tools":[{"functionDeclarations":[{"name":"f","%s":1}]}]}
                """
                    .formatted(field)))
        .hasMessageStartingWith("tools[0].functionDeclarations[0]." + field);
  }

  /** Gemini CLI writes types in upper case into JSON Schemas too. */
  @ParameterizedTest
  @ValueSource(strings = {"parameters", "parametersJsonSchema"})
  @Tag("pitfall-61")
  void schemasBecomeJsonSchema(String field) {
    // When
    ChatRequest request =
        decoded(
            """
            {"contents":[{"parts":[{"text":"a"}]}],"tools":[{"functionDeclarations":[{"name":"f",
             "%s":{"type":"OBJECT","properties":{"type":{"type":"STRING","nullable":true},
               "n":{"type":"ARRAY","minItems":"1","items":{"type":"INTEGER"}}},"required":["type"]}}]}]}
            """
                .formatted(field));

    // Then
    assertThat(((FunctionTool) request.tools().getFirst()).inputSchema())
        .isEqualTo(
            new JsonText(
                "{\"type\":\"object\",\"properties\":{\"type\":{\"type\":[\"string\",\"null\"]},"
                    + "\"n\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"type\":\"integer\"}}},"
                    + "\"required\":[\"type\"]}"));
  }

  /** Ids may be absent; equal names are paired in order. */
  @Test
  void resultsArePairedWithTheCallsOfTheTurnBefore() {
    // When
    ChatRequest request =
        decoded(
            """
            {"contents":[{"role":"user","parts":[{"text":"go"}]},
             {"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}}},
               {"functionCall":{"name":"f","args":{"x":2}}},{"functionCall":{"id":"own","name":"g"}}]},
             {"role":"function","parts":[{"functionResponse":{"name":"g","response":{"error":"no"}}},
               {"functionResponse":{"name":"f","response":{"result":"one"}}},
               {"functionResponse":{"name":"f","response":{"a":2}}}]}]}
            """);

    // Then
    List<ToolCall> calls =
        request.messages().get(1).content().stream().map(ToolCall.class::cast).toList();
    List<ToolResult> results =
        request.messages().get(2).content().stream().map(ToolResult.class::cast).toList();
    assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().endsWith("own");
    assertThat(results)
        .extracting(ToolResult::toolCallId)
        .containsExactly("own", calls.get(0).id(), calls.get(1).id());
    assertThat(results.get(0).isError()).isTrue();
    assertThat(results.get(1).content()).containsExactly(Text.of("one"));
    assertThat(results.get(2).content()).containsExactly(Text.of("{\"a\":2}"));
  }

  /** "Thought signatures" on ai.google.dev: what stands in for one is none. */
  @Test
  void aPlaceholderIsNoSignature() {
    // When
    ChatRequest request =
        decoded(
            """
            {"contents":[{"role":"model","parts":[
              {"functionCall":{"name":"f"},"thoughtSignature":"skip_thought_signature_validator"},
              {"functionCall":{"name":"g"},"thoughtSignature":"c2tpcF90aG91Z2h0X3NpZ25hdHVyZV92YWxpZGF0b3I="},
              {"text":"Yes.","thought_signature":"c2ln-_8="}]}]}
            """);

    // Then
    assertThat(request.messages().getFirst().content())
        .filteredOn(Reasoning.class::isInstance)
        .containsExactly(
            Reasoning.of("").withSignature(GeminiSignatures.of("c2ln+/8=", Placement.TEXT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | contents",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"args\":{}}}]}]} | contents[0].parts[0].functionCall.name",
        "{\"contents\":[{\"parts\":[{\"text\":5}]}]} | contents[0].parts[0].text",
        "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"toolConfig\":{\"functionCallingConfig\":{\"mode\":\"X\"}}} | mode",
        "{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"willContinue\":true}}]}]} | contents[0].parts[0].functionCall",
        "{\"contents\":[{\"parts\":[{\"text\":\"a\"}]}],\"generationConfig\":{\"topK\":1},\"generation_config\":{\"topP\":0.5}} | generation_config: stands beside generationConfig",
        "[] | JSON object"
      })
  void whatCannotBeReadIsRefusedWithItsPlace(String body, String named) {
    assertThatThrownBy(() -> decoded(body))
        .isInstanceOf(GatewayException.class)
        .hasMessageContaining(named);
  }

  private String streamed(String target, StreamEvent... events) {
    ReplyContext context =
        new ReplyContext("id", "m", Instant.EPOCH, () -> 0, true, true, request(target, "{}"));
    StreamEncoder encoder = codec.streamEncoder(context);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (StreamEvent event : events) {
      encoder.accept(event, out);
    }
    return out.toString(UTF_8);
  }

  private static final StreamEvent[] ANSWER = {
    new MessageStart("r", "served", null, Usage.UNKNOWN),
    new StreamEvent.KeepAlive(),
    new BlockStart(0, Text.of("")),
    new TextDelta(0, "Yes"),
    new BlockStop(0),
    new BlockStart(1, ToolCall.of("c", "f", JsonText.EMPTY_OBJECT)),
    new ToolArgumentsDelta(1, "{\"x\":"),
    new ToolArgumentsDelta(1, "12345678901234567890}"),
    new BlockStop(1),
    new MessageEnd(StopReason.of(StopReason.Kind.TOOL_USE, null), Usage.of(3, 4))
  };

  /** A client that does not say alt=sse reads one array. */
  @Test
  @Tag("pitfall-144")
  void aStreamWithoutFramesIsAnArray() {
    // When
    String body = streamed(STREAM, ANSWER);

    // Then
    assertThat(codec.streamType(request(STREAM, "{}"))).startsWith("application/json");
    JsonArray chunks = (JsonArray) JsonReader.parse(body);
    assertThat(chunks.size()).isEqualTo(3);
    assertThat(chunks.get(1).source().text())
        .contains("\"args\":{\"x\":12345678901234567890}", "\"id\":\"c\"");
    assertThat(chunks.get(2).source().text())
        .contains("\"finishReason\":\"STOP\"", "\"totalTokenCount\":7");
  }

  /** The JavaScript SDK wants frames that begin with {@code data:} and no other end than EOF. */
  @Test
  @Tag("pitfall-143")
  void framesAreDataAloneAndSilenceIsBrokenByBlankLines() {
    // When
    String body = streamed(STREAM + "?alt=sse", ANSWER);

    // Then
    assertThat(body.split("\r\n\r\n", -1))
        .allMatch(frame -> frame.isEmpty() || frame.startsWith("data: {"))
        .filteredOn(String::isEmpty)
        .hasSizeGreaterThan(1);
    assertThat(body).doesNotContain("[DONE]", "event:");
  }

  @Test
  void aBrokenArrayEndsWithTheErrorInIt() {
    // When
    String body =
        streamed(
            STREAM,
            ANSWER[0],
            ANSWER[2],
            ANSWER[3],
            new StreamError(GatewayError.of(ErrorKind.UPSTREAM_TRUNCATED, "cut")));

    // Then
    JsonArray chunks = (JsonArray) JsonReader.parse(body);
    assertThat(chunks.get(1).source().text())
        .isEqualTo("{\"error\":{\"code\":502,\"message\":\"cut\",\"status\":\"INTERNAL\"}}");
  }

  /** Gemini CLI asks again when an answer has no part. */
  @Test
  void anAnswerOfNothingIsAnEmptyText() {
    assertThat(
            streamed(
                STREAM + "?alt=sse",
                ANSWER[0],
                new MessageEnd(StopReason.of(StopReason.Kind.END_TURN, null), Usage.UNKNOWN)))
        .contains("\"parts\":[{\"text\":\"\"}]", "\"finishReason\":\"STOP\"");
  }

  @Test
  void aWaitIsToldAsRetryInfo() {
    // When
    var answer =
        codec.encodeError(
            GatewayError.of(ErrorKind.RATE_LIMIT, "slow").withRetryAfter(Duration.ofMillis(6_500)),
            "id");

    // Then
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers().first("retry-after")).isEqualTo("7");
    assertThat(new String(answer.body(), UTF_8)).contains("google.rpc.RetryInfo", "\"7s\"");
  }
}
