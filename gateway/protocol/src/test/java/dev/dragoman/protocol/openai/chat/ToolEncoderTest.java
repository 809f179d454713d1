package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ToolEncoderTest {
  private static final FunctionTool F =
      FunctionTool.of("f", "does f", new JsonText("{\"type\":\"object\"}"));
  private static final HostedTool SEARCH =
      new HostedTool(
          ProtocolId.ANTHROPIC,
          "web_search_20250305",
          "web_search",
          new JsonText("{\"type\":\"web_search_20250305\",\"name\":\"web_search\"}"),
          null,
          Extensions.NONE);

  private static ChatRequest request(@Nullable ToolChoice choice, ToolDefinition... tools) {
    return Chat.conversation(Chat.user("q")).withTools(List.of(tools), choice);
  }

  private static void assertBody(ChatRequest request, Capabilities capabilities, String tools) {
    JsonNode expected =
        Chat.tree(
            "{\"model\":\"served\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]"
                + (tools.isEmpty() ? "" : "," + tools)
                + "}");
    assertThat(Chat.encodedBody(request, capabilities)).isEqualTo(expected);
  }

  private static GatewayException refused(ChatRequest request, Capabilities capabilities) {
    return catchThrowableOfType(GatewayException.class, () -> Chat.encode(request, capabilities));
  }

  private static FunctionTool strict(String schema) {
    return new FunctionTool(
        "f",
        null,
        null,
        new JsonText(schema),
        SchemaDialect.JSON_SCHEMA,
        true,
        null,
        null,
        Extensions.NONE);
  }

  @Test
  void functionsAreNested() {
    assertBody(
        request(new ToolChoice.Auto(), F),
        Chat.PLAIN_SERVER,
        """
        "tools":[{"type":"function","function":{"name":"f","description":"does f",
                  "parameters":{"type":"object"}}}],
        "tool_choice":"auto"
        """);
  }

  /** experientiallabs/experiential#658, CLIProxyAPI#5569. */
  @Test
  @Tag("pitfall-44")
  @Tag("pitfall-45")
  void aToolWithoutDescriptionAndParametersGetsAnEmptySchemaAlone() {
    assertBody(
        request(null, FunctionTool.of("f", "", null)),
        Chat.PLAIN_SERVER,
        """
        "tools":[{"type":"function","function":{"name":"f",
                  "parameters":{"type":"object","properties":{}}}}]
        """);
  }

  @Test
  @Tag("pitfall-43")
  void withoutToolsThereIsNoChoice() {
    assertBody(request(new ToolChoice.Auto()), Chat.OPENAI, "");
  }

  @Test
  @Tag("pitfall-41")
  void choicesHaveTheirWords() {
    assertThat(choice(new ToolChoice.None())).isEqualTo(Chat.tree("\"none\""));
    assertThat(choice(new Required())).isEqualTo(Chat.tree("\"required\""));
    assertThat(choice(new Named("f")))
        .isEqualTo(Chat.tree("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"));
    assertThat(choice(new Allowed(Allowed.Mode.REQUIRED, List.of("f"))))
        .isEqualTo(
            Chat.tree(
                """
                {"type":"allowed_tools","allowed_tools":{"mode":"required","tools":[
                  {"type":"function","function":{"name":"f"}}]}}
                """));
  }

  private static JsonNode choice(ToolChoice choice) {
    return Chat.encodedBody(request(choice, F), Chat.OPENAI).get("tool_choice");
  }

  @Test
  void allowedToolsAreFilteredForServersThatDoNotKnowThem() {
    // When
    JsonNode body =
        Chat.encodedBody(
            request(
                new Allowed(Allowed.Mode.REQUIRED, List.of("g")),
                F,
                FunctionTool.of("g", null, null)),
            Chat.PLAIN_SERVER);

    // Then
    assertThat(body.get("tools")).hasSize(1);
    assertThat(body.get("tools").get(0).get("function").get("name").asString()).isEqualTo("g");
    assertThat(body.get("tool_choice").asString()).isEqualTo("required");
  }

  @Test
  void aNamedToolThatIsNotDefinedIsRefused() {
    assertThat(refused(request(new Named("g"), F), Chat.OPENAI).error().message())
        .isEqualTo("tool_choice: the tool \"g\" is not among the tools");
  }

  @Test
  void aForcedCallIsRefusedWhereItCannotBeForced() {
    assertThat(
            refused(request(new Required(), F), Chat.without(Chat.OPENAI, Flag.FORCED_TOOL))
                .error()
                .param())
        .isEqualTo("tool_choice");
  }

  @Test
  void toolsAreRefusedWhereNoneAreTaken() {
    assertThat(refused(request(null, F), Chat.without(Chat.OPENAI, Flag.TOOLS)).error().param())
        .isEqualTo("tools[0]");
  }

  @Test
  void strictIsSentOnlyWhereItIsTaken() {
    // Given
    String closed =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},"
            + "\"required\":[\"a\"],\"additionalProperties\":false}";

    // Then
    assertThat(
            Chat.encodedBody(request(null, strict(closed)), Chat.OPENAI)
                .at("/tools/0/function/strict"))
        .isEqualTo(Chat.tree("true"));
    assertThat(
            Chat.encodedBody(request(null, strict(closed)), Chat.PLAIN_SERVER)
                .at("/tools/0/function")
                .has("strict"))
        .isFalse();
  }

  /** BerriAI/litellm#38211. */
  @Test
  @Tag("pitfall-63")
  void strictIsNotClaimedForASchemaWithOptionalProperties() {
    // Given
    String open =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},"
            + "\"additionalProperties\":false}";

    // When
    Encoded encoded = Chat.encode(request(null, strict(open)), Chat.OPENAI);

    // Then
    JsonNode function = Chat.tree(Chat.text(encoded.request().body())).at("/tools/0/function");
    assertThat(function.get("strict").asBoolean()).isFalse();
    assertThat(function.get("parameters")).isEqualTo(Chat.tree(open));
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("tools");
  }

  /** cherry-studio#18780, kiro-gateway#106. */
  @Test
  @Tag("pitfall-46")
  void aHostedToolBesideOthersIsRemovedWithAWarning() {
    // When
    Encoded encoded = Chat.encode(request(null, F, SEARCH), Chat.OPENAI);

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("tools")).hasSize(1);
    assertThat(encoded.dropped())
        .containsExactly(
            Dropped.advisory(
                "tools[1]", "the hosted tool web_search is not carried to OpenAI Chat"));
  }

  /** envoyproxy/ai-gateway#2124, #2467. */
  @Test
  @Tag("pitfall-47")
  void aHostedToolAloneOrForcedIsRefused() {
    assertThat(refused(request(null, SEARCH), Chat.OPENAI).error().param()).isEqualTo("tools");
    assertThat(refused(request(new Named("web_search"), F, SEARCH), Chat.OPENAI).error().param())
        .isEqualTo("tool_choice");
  }

  @Test
  void aHostedToolOfOpenAiItselfIsSentAsItIs() {
    // Given
    HostedTool own =
        new HostedTool(
            ProtocolId.OPENAI_CHAT,
            "x",
            "x",
            new JsonText("{\"type\":\"x\",\"n\":1}"),
            null,
            Extensions.NONE);

    // Then
    assertBody(request(null, own), Chat.OPENAI, "\"tools\":[{\"type\":\"x\",\"n\":1}]");
  }

  @Test
  void freeformToolsAreSentWhereTheyAreTaken() {
    // Given
    FreeformTool patch = new FreeformTool("p", "d", "lark", "start: x", null, Extensions.NONE);

    // Then
    assertBody(
        request(new Named("p"), patch),
        Chat.OPENAI,
        """
        "tools":[{"type":"custom","custom":{"name":"p","description":"d","format":
          {"type":"grammar","grammar":{"syntax":"lark","definition":"start: x"}}}}],
        "tool_choice":{"type":"custom","custom":{"name":"p"}}
        """);
  }

  @Test
  @Tag("pitfall-48")
  void freeformToolsAreFunctionsWhereOnlyFunctionsAreTaken() {
    // Given
    FreeformTool patch = new FreeformTool("p", null, null, null, null, Extensions.NONE);

    // When
    Encoded encoded =
        Chat.encode(request(new Named("p"), patch), Chat.without(Chat.OPENAI, Flag.FREEFORM_TOOLS));

    // Then
    assertThat(Chat.tree(Chat.text(encoded.request().body())).get("tools").get(0).get("function"))
        .isEqualTo(
            Chat.tree(
                """
                {"name":"p","description":"The whole raw text goes into the property input.",
                 "parameters":{"type":"object","properties":{"input":{"type":"string"}},
                   "required":["input"],"additionalProperties":false}}
                """));
    assertThat(encoded.emulation().freeformTools()).containsExactly("p");
  }

  @Test
  @Tag("pitfall-46")
  void aToolThatTheClientRunsGoesAsAFunctionOfItsName() {
    // Given
    HostedTool bash =
        new HostedTool(
            ProtocolId.ANTHROPIC,
            "bash_20250124",
            "bash",
            JsonText.EMPTY_OBJECT,
            null,
            Extensions.NONE,
            true,
            FunctionTool.of("bash", "Runs a command.", new JsonText("{\"type\":\"object\"}")));

    // When
    Encoded encoded = Chat.encode(request(new Named("bash"), bash), Chat.PLAIN_SERVER);

    // Then
    JsonNode body = Chat.tree(Chat.text(encoded.request().body()));
    assertThat(body.at("/tools/0/function/name").asString()).isEqualTo("bash");
    assertThat(body.at("/tool_choice/function/name").asString()).isEqualTo("bash");
    assertThat(encoded.dropped()).extracting(Dropped::path).containsExactly("tools[0]");
  }

  @Test
  void aToolThatTheClientRunsIsRefusedWhereNoFunctionStandsForIt() {
    // Given
    HostedTool computer =
        new HostedTool(
            ProtocolId.ANTHROPIC,
            "computer_20250124",
            "computer",
            JsonText.EMPTY_OBJECT,
            null,
            Extensions.NONE,
            true,
            null);

    // Then
    assertThat(refused(request(null, F, computer), Chat.OPENAI).error().param())
        .isEqualTo("tools[1]");
  }

  @Test
  @Tag("pitfall-26")
  @Tag("pitfall-27")
  void namesThatOpenAiRefusesAreMappedEverywhereAndRestored() {
    // Given
    String dotted = "a.b";
    String slashed = "a/b";
    ChatRequest request =
        Chat.conversation(
                Chat.user("q"),
                Chat.assistant(ToolCall.of("1", dotted, JsonText.EMPTY_OBJECT)),
                Chat.user(ToolResult.of("1", "ok")))
            .withTools(
                List.of(FunctionTool.of(dotted, null, null), FunctionTool.of(slashed, null, null)),
                new Named(slashed));

    // When
    Encoded encoded = Chat.encode(request, Chat.OPENAI);

    // Then
    JsonNode body = Chat.tree(Chat.text(encoded.request().body()));
    String first = body.at("/tools/0/function/name").asString();
    String second = body.at("/tools/1/function/name").asString();
    assertThat(List.of(first, second)).doesNotHaveDuplicates().allMatch(n -> n.matches("[\\w-]+"));
    assertThat(body.at("/messages/1/tool_calls/0/function/name").asString()).isEqualTo(first);
    assertThat(body.at("/tool_choice/function/name").asString()).isEqualTo(second);
    assertThat(encoded.toolNames().toClient(first)).isEqualTo(dotted);
    assertThat(encoded.toolNames().toClient(second)).isEqualTo(slashed);
  }

  @Test
  @Tag("pitfall-42")
  void parallelCallsAreSwitchedOffByTheirOwnField() {
    // Given
    ChatRequest request =
        Chat.decode(
            """
            {"model":"m","messages":[{"role":"user","content":"q"}],"parallel_tool_calls":false,
             "tools":[{"type":"function","function":{"name":"f"}}]}
            """);

    // Then
    assertThat(Chat.encodedBody(request, Chat.OPENAI).get("parallel_tool_calls"))
        .isEqualTo(Chat.tree("false"));
    assertThat(
            Chat.encodedBody(request, Chat.without(Chat.OPENAI, Flag.PARALLEL_TOOLS))
                .has("parallel_tool_calls"))
        .isFalse();
  }
}
