package dev.dragoman.protocol.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Image;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.MediaSource;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.OutputFormat;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ReasoningConfig;
import dev.dragoman.protocol.model.ReasoningConfig.Display;
import dev.dragoman.protocol.model.ReasoningConfig.Effort;
import dev.dragoman.protocol.model.ReasoningConfig.Mode;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of Responses clients, read. Source: OpenAI API reference, Responses, "Create". */
final class ResponsesRequestDecoderTest {
  private static final String HI = "\"Hi\"";

  private static Reasoning reasoning(String item) {
    ContentBlock block =
        Responses.asking("[" + item + "]").messages().getFirst().content().getFirst();
    return (Reasoning) block;
  }

  private static @Nullable ReasoningConfig thinking(String member) {
    return Responses.asking(HI, member).reasoning();
  }

  private static GatewayError refused(String input, String... members) {
    return catchThrowableOfType(GatewayException.class, () -> Responses.asking(input, members))
        .error();
  }

  @Test
  @Tag("pitfall-14")
  void aStringIsOneUserMessage() {
    assertThat(Responses.asking(HI).messages()).containsExactly(Message.text(Role.USER, "Hi"));
  }

  @Test
  @Tag("pitfall-15")
  void whatTheAssistantSaidInARowIsOneMessage() {
    // When
    List<Message> messages =
        Responses.asking(
                """
                [{"role":"user","content":"Hi"},
                 {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"Hm."}]},
                 {"type":"message","role":"assistant","phase":"commentary",
                  "content":[{"type":"output_text","text":"Look.","annotations":[],"logprobs":[]}]},
                 {"type":"function_call","id":"fc_1","call_id":"c1","name":"f","arguments":"{}"},
                 {"type":"custom_tool_call","call_id":"c2","name":"g","input":"raw"},
                 {"type":"function_call_output","call_id":"c1","output":"1"},
                 {"type":"custom_tool_call_output","call_id":"c2","output":"2"},
                 {"role":"user","content":"Go on."}]
                """)
            .messages();

    // Then
    assertThat(messages)
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.ASSISTANT, Role.USER, Role.USER);
    Message turn = messages.get(1);
    assertThat(turn.phase()).isEqualTo("commentary");
    assertThat(turn.content()).hasSize(4);
    assertThat(turn.content().get(0)).isInstanceOf(Reasoning.class);
    assertThat(turn.content().get(1)).isEqualTo(Text.of("Look."));
    assertThat(turn.content().get(2))
        .isInstanceOfSatisfying(
            ToolCall.class,
            call -> {
              assertThat(call.id()).isEqualTo("c1");
              assertThat(call.itemId()).isEqualTo("fc_1");
            });
    assertThat(turn.content().get(3))
        .isInstanceOfSatisfying(
            ToolCall.class,
            call -> {
              assertThat(call.freeform()).isTrue();
              assertThat(call.arguments()).isEqualTo(JsonText.ofString("raw"));
            });
    assertThat(messages.get(2).content())
        .extracting(block -> ((ToolResult) block).toolCallId())
        .containsExactly("c1", "c2");
  }

  @Test
  @Tag("pitfall-9")
  void instructionsComeBeforeLeadingItemsAndLateOnesStay() {
    // When
    ChatRequest request =
        Responses.asking(
            """
            [{"role":"developer","content":"two"},{"role":"system","content":"three"},
             {"role":"user","content":"Hi"},{"role":"developer","content":"late"}]
            """,
            "\"instructions\":\"one\"");

    // Then
    assertThat(request.system()).containsExactly(Text.of("one"), Text.of("two"), Text.of("three"));
    assertThat(request.messages())
        .extracting(Message::role)
        .containsExactly(Role.USER, Role.DEVELOPER);
  }

  @ParameterizedTest
  @Tag("pitfall-16")
  @CsvSource({
    "'\"previous_response_id\":\"resp_1\"', previous_response_id",
    "'\"conversation\":\"conv_1\"', conversation",
    "'\"prompt\":{\"id\":\"pmpt_1\"}', prompt",
    "'\"background\":true', background"
  })
  void whatIsStoredElsewhereIsRefusedByName(String member, String param) {
    // When
    GatewayError error = refused(HI, member);

    // Then
    assertThat(error.param()).isEqualTo(param);
    assertThat(error.upstreamCode()).isEqualTo("unsupported_parameter");
    assertThat(error.message()).startsWith(param + ": ");
  }

  @ParameterizedTest
  @Tag("pitfall-16")
  @ValueSource(strings = {"item_reference", "configuration_update", "additional_tools"})
  void itemsThatOnlyOpenAiCanFollowAreRefusedByPlace(String type) {
    // When
    GatewayError error =
        refused("[{\"role\":\"user\",\"content\":\"Hi\"},{\"type\":\"" + type + "\"}]");

    // Then
    assertThat(error.param()).isEqualTo("input[1]");
    assertThat(error.upstreamCode()).isEqualTo("unsupported_parameter");
  }

  @Test
  void storingIsAWishThatIsNotFulfilled() {
    assertThat(Responses.asking(HI, "\"store\":true").ext().of(ProtocolId.OPENAI_RESPONSES))
        .containsKey("store");
    assertThat(
            Responses.asking(HI, "\"store\":false", "\"truncation\":\"disabled\"").ext().isEmpty())
        .isTrue();
  }

  @Test
  void reasoningComesBackWithItsStateAndWithoutContent() {
    // When
    Reasoning thought =
        reasoning(
            """
            {"type":"reasoning","id":"rs_1","content":null,"encrypted_content":"gA",
             "summary":[{"type":"summary_text","text":"a"},{"type":"summary_text","text":"b"}]}
            """);

    // Then
    assertThat(thought.text()).isEqualTo("a\n\nb");
    assertThat(thought.summaryParts()).containsExactly("a", "b");
    assertThat(thought.kind()).isEqualTo(Reasoning.Kind.SUMMARY);
    assertThat(thought.itemId()).isEqualTo("rs_1");
    assertThat(thought.signature())
        .isNotNull()
        .satisfies(state -> assertThat(state.value()).isEqualTo("gA"));
  }

  @Test
  @Tag("pitfall-71")
  void redactedThinkingIsMarkedBesideItsEnvelope() {
    // When
    Reasoning thought =
        reasoning(
            "{\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"redacted.gw1.x\"}");

    // Then
    assertThat(thought.kind()).isEqualTo(Reasoning.Kind.REDACTED);
    assertThat(thought.signature())
        .isNotNull()
        .satisfies(state -> assertThat(state.value()).isEqualTo("gw1.x"));
  }

  @Test
  void rawReasoningIsReadBeforeItsSummary() {
    // When
    Reasoning thought =
        reasoning(
            """
            {"type":"reasoning","summary":[{"type":"summary_text","text":"short"}],
             "content":[{"type":"reasoning_text","text":"long"}]}
            """);

    // Then
    assertThat(thought.text()).isEqualTo("long");
    assertThat(thought.kind()).isEqualTo(Reasoning.Kind.FULL);
  }

  @Test
  void compactionsAndItemsOfOtherKindsAreKept() {
    // When
    List<ContentBlock> blocks =
        Responses.asking(
                """
                [{"type":"compaction","id":"cmp_1","encrypted_content":"gC"},
                 {"type":"compaction_trigger"},
                 {"type":"web_search_call","id":"ws_1","status":"completed"},
                 {"type":"local_shell_call_output","id":"o1","output":"x"}]
                """)
            .messages()
            .stream()
            .flatMap(message -> message.content().stream())
            .toList();

    // Then
    assertThat(blocks).hasSize(3);
    assertThat(blocks.get(0))
        .isInstanceOfSatisfying(
            Compaction.class, block -> assertThat(block.encrypted()).isEqualTo("gC"));
    assertThat(blocks.get(1))
        .isInstanceOfSatisfying(
            Opaque.class, block -> assertThat(block.type()).isEqualTo("web_search_call"));
    assertThat(blocks.get(2)).isInstanceOf(Opaque.class);
  }

  @Test
  void mediaAreReadInEveryForm() {
    // When
    List<ContentBlock> blocks =
        Responses.asking(
                """
                [{"role":"user","content":[
                  {"type":"input_image","detail":"low","image_url":"https://x.test/a.png"},
                  {"type":"input_image","file_id":"file-1"},
                  {"type":"input_image","image_url":"data:application/pdf;base64,JVBERg=="},
                  {"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,JVBERg=="},
                  {"type":"input_file","file_url":"https://x.test/a.pdf"}]}]
                """)
            .messages()
            .getFirst()
            .content();

    // Then
    assertThat(((Image) blocks.get(0)).source())
        .isEqualTo(new MediaSource.Url("https://x.test/a.png"));
    assertThat(((Image) blocks.get(0)).detail()).isEqualTo("low");
    assertThat(((Image) blocks.get(1)).source()).isInstanceOf(MediaSource.FileRef.class);
    assertThat(((Document) blocks.get(2)).mimeType()).isEqualTo("application/pdf");
    assertThat(((Document) blocks.get(3)).filename()).isEqualTo("a.pdf");
    assertThat(((Document) blocks.get(4)).source())
        .isEqualTo(new MediaSource.Url("https://x.test/a.pdf"));
  }

  @Test
  void toolsOfANamespaceHaveOneName() {
    // When
    ChatRequest request =
        Responses.asking(
            """
            [{"type":"function_call","call_id":"c","name":"list","namespace":"mcp","arguments":"{}"}]
            """,
            """
            "tools":[{"type":"namespace","name":"mcp","description":"d","tools":[
              {"type":"function","name":"list","parameters":{"type":"object"},"strict":true}]},
              {"type":"custom","name":"patch","format":{"type":"grammar","syntax":"lark","definition":"x"}},
              {"type":"web_search"},{"type":"apply_patch"}]
            """,
            "\"tool_choice\":{\"type\":\"allowed_tools\",\"mode\":\"required\",\"tools\":"
                + "[{\"type\":\"function\",\"name\":\"list\",\"namespace\":\"mcp\"},{\"type\":\"web_search\"}]}");

    // Then
    assertThat(request.tools())
        .extracting(ToolDefinition::name)
        .containsExactly("mcp__list", "patch", "web_search", "apply_patch");
    assertThat(request.messages().getFirst().content().getFirst())
        .isInstanceOfSatisfying(
            ToolCall.class, call -> assertThat(call.name()).isEqualTo("mcp__list"));
    assertThat(request.tools().get(1))
        .isInstanceOfSatisfying(
            FreeformTool.class, tool -> assertThat(tool.grammar()).isEqualTo("x"));
    assertThat(request.tools())
        .filteredOn(HostedTool.class::isInstance)
        .extracting(tool -> ((HostedTool) tool).runByClient())
        .containsExactly(false, true);
    assertThat(request.toolChoice())
        .isEqualTo(
            new ToolChoice.Allowed(
                ToolChoice.Allowed.Mode.REQUIRED, List.of("mcp__list", "web_search")));
  }

  @Test
  void aDeferredToolIsSentEagerly() {
    // When
    ToolDefinition tool =
        Responses.asking(
                HI, "\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"defer_loading\":true}]")
            .tools()
            .getFirst();

    // Then
    assertThat(((ToolDefinition.FunctionTool) tool).deferLoading()).isNull();
  }

  @Test
  @Tag("pitfall-86")
  void thinkingIsAskedByEffortAndSummary() {
    assertThat(thinking("\"reasoning\":{\"effort\":\"high\"}"))
        .extracting(ReasoningConfig::mode, ReasoningConfig::effort, ReasoningConfig::display)
        .containsExactly(Mode.EFFORT, Effort.HIGH, Display.OMITTED);
    assertThat(thinking("\"reasoning\":{\"summary\":\"auto\"}"))
        .extracting(ReasoningConfig::mode, ReasoningConfig::effort, ReasoningConfig::display)
        .containsExactly(Mode.ADAPTIVE, null, Display.SUMMARY);
    assertThat(thinking("\"reasoning\":{\"effort\":\"none\"}"))
        .extracting(ReasoningConfig::mode)
        .isEqualTo(Mode.OFF);
    assertThat(thinking("\"reasoning\":{\"effort\":null,\"summary\":null}")).isNull();
  }

  @Test
  void theAnswersFormIsFlat() {
    // When
    ChatRequest request =
        Responses.asking(
            HI,
            "\"text\":{\"verbosity\":\"low\",\"format\":{\"type\":\"json_schema\",\"name\":\"n\","
                + "\"schema\":{\"type\":\"object\"},\"strict\":true}}");

    // Then
    assertThat(request.outputFormat())
        .isEqualTo(
            new OutputFormat.JsonSchema("n", null, new JsonText("{\"type\":\"object\"}"), true));
    assertThat(request.verbosity()).isEqualTo("low");
    assertThat(request.paths().of(RequestField.OUTPUT_FORMAT)).isEqualTo("text.format");
  }

  @Test
  @Tag("pitfall-88")
  void zeroIsAValue() {
    // When
    ChatRequest request = Responses.asking(HI, "\"temperature\":0", "\"top_p\":0");

    // Then
    assertThat(request.sampling().temperature()).isZero();
    assertThat(request.sampling().topP()).isZero();
  }

  @Test
  void whatIsNotNamedIsKept() {
    assertThat(
            Responses.asking(
                    HI,
                    "\"client_metadata\":{\"a\":\"b\"}",
                    "\"include\":[\"reasoning.encrypted_content\",\"file_search_call.results\"]",
                    "\"truncation\":\"auto\"")
                .ext()
                .of(ProtocolId.OPENAI_RESPONSES))
        .containsOnlyKeys("client_metadata", "include", "truncation")
        .containsEntry("include", new JsonText("[\"file_search_call.results\"]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]|input|must not be empty",
        "[{}]|input[0]|must have a type",
        "[{\"role\":\"bot\",\"content\":\"x\"}]|input[0].role|must be one of",
        "[{\"type\":\"function_call\",\"name\":\"f\"}]|input[0].call_id|is required",
        "[{\"role\":\"user\",\"content\":7}]|input[0].content|must be a string or an array",
        "7|input|must be an array"
      })
  void faultsNameTheirPlace(String input, String param, String problem) {
    // When
    GatewayError error = refused(input);

    // Then
    assertThat(error.param()).isEqualTo(param);
    assertThat(error.message()).startsWith(param + ": ").contains(problem);
  }

  @Test
  void anUnknownEffortIsRefused() {
    assertThatThrownBy(() -> thinking("\"reasoning\":{\"effort\":\"huge\"}"))
        .isInstanceOf(GatewayException.class)
        .hasMessageStartingWith("reasoning.effort: must be one of");
  }

  @Test
  void placesAreThoseOfTheItems() {
    // When
    ChatRequest request =
        Responses.asking(
            """
            [{"role":"developer","content":"d"},{"role":"user","content":"Hi"},
             {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
             {"type":"function_call_output","call_id":"c","output":[{"type":"input_text","text":"t"}]}]
            """);

    // Then
    assertThat(request.paths().system(0).path()).isEqualTo("input[0].content");
    assertThat(request.paths().message(0).path()).isEqualTo("input[1]");
    assertThat(request.paths().message(1).block(0).path()).isEqualTo("input[2]");
    assertThat(request.paths().message(2).block(0).block(0).path()).isEqualTo("input[3].output[0]");
    assertThat(request.paths().of(RequestField.MAX_OUTPUT_TOKENS)).isEqualTo("max_output_tokens");
  }
}
