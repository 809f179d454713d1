package dev.dragoman.protocol.anthropic;

import static dev.dragoman.protocol.anthropic.Wire.OLD;
import static dev.dragoman.protocol.anthropic.Wire.assertRefused;
import static dev.dragoman.protocol.anthropic.Wire.body;
import static dev.dragoman.protocol.anthropic.Wire.decodedWith;
import static dev.dragoman.protocol.anthropic.Wire.encoded;
import static dev.dragoman.protocol.anthropic.Wire.paths;
import static dev.dragoman.protocol.anthropic.Wire.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.codec.Encoded;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Identity;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.model.Sampling;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class AnthropicToolsTest {
  private static final FunctionTool F = FunctionTool.of("f", null, null);
  private static final FunctionTool G = FunctionTool.of("g", null, null);
  private static final HostedTool SEARCH =
      new HostedTool(
          ProtocolId.OPENAI_CHAT,
          "web_search",
          "web_search",
          JsonText.EMPTY_OBJECT,
          null,
          Extensions.NONE);

  private static ChatRequest with(
      @Nullable ToolChoice choice, @Nullable Boolean parallel, ToolDefinition... tools) {
    return new ChatRequest(
        "m",
        List.of(Message.text(Role.USER, "x")),
        List.of(),
        List.of(tools),
        choice,
        parallel,
        Sampling.NONE,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        false,
        false,
        Identity.NONE,
        null,
        null,
        Extensions.NONE,
        SourcePaths.NEUTRAL);
  }

  @Test
  void functionsAndTypedToolsAreTold() {
    // When
    ChatRequest request =
        decodedWith(
            """
            "tools":[
              {"name":"f","description":"d","input_schema":{"type":"object"},"strict":true,
               "defer_loading":true,"eager_input_streaming":true},
              {"type":"custom","name":"g"},
              {"type":"bash_20250124","name":"bash"},
              {"type":"mcp_toolset","mcp_server_name":"files"}],
            "tool_choice":{"type":"tool","name":"f","disable_parallel_tool_use":true}
            """);

    // Then
    assertThat(request.tools().getFirst())
        .isEqualTo(
            new FunctionTool(
                "f",
                null,
                "d",
                new JsonText("{\"type\":\"object\"}"),
                SchemaDialect.JSON_SCHEMA,
                true,
                true,
                null,
                Extensions.of(
                    ProtocolId.ANTHROPIC, Map.of("eager_input_streaming", new JsonText("true")))));
    assertThat(request.tools())
        .extracting(ToolDefinition::name)
        .containsExactly("f", "g", "bash", "files");
    assertThat(request.tools().get(2)).isInstanceOf(HostedTool.class);
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
    assertThat(request.parallelToolCalls()).isFalse();
  }

  /** experientiallabs/experiential#658. */
  @Test
  @Tag("pitfall-44")
  void aToolWithoutDescriptionAndSchemaGetsTheSmallestSchema() {
    // Given
    FunctionTool silent = FunctionTool.of("g", "", new JsonText("{}"));

    // When
    var tools = body(with(null, null, F, silent)).get("tools");

    // Then
    assertThat(tools)
        .isEqualTo(
            tree(
                """
                [{"name":"f","input_schema":{"type":"object","properties":{}}},
                 {"name":"g","input_schema":{"type":"object","properties":{}}}]
                """));
  }

  @Test
  void theRootOfASchemaIsAnObject() {
    // Given
    FunctionTool untyped =
        FunctionTool.of("f", null, new JsonText("{ \"properties\":{\"z\":{},\"a\":{}} }"));

    // Then
    assertThat(
            new String(
                encoded(with(null, null, untyped), OLD).request().body(), StandardCharsets.UTF_8))
        .contains("\"input_schema\":{\"type\":\"object\",\"properties\":{\"z\":{},\"a\":{}}}");
    assertRefused(
        "tools",
        () -> encoded(with(null, null, FunctionTool.of("f", null, new JsonText("[]"))), OLD));
  }

  @Test
  void strictIsLeftOutWhereTheModelDoesNotTakeIt() {
    // Given
    FunctionTool strict =
        new FunctionTool(
            "f", null, null, null, SchemaDialect.JSON_SCHEMA, true, null, null, Extensions.NONE);

    // When
    Encoded encoded = encoded(with(null, null, strict), OLD);

    // Then
    assertThat(tree(encoded.request().body()).at("/tools/0").has("strict")).isFalse();
    assertThat(paths(encoded)).containsExactly("tools");
  }

  @Test
  @Tag("pitfall-26")
  @Tag("pitfall-27")
  void namesThatAnthropicRefusesAreMappedAndStayDistinct() {
    // Given
    ChatRequest request =
        with(
            new ToolChoice.Named("a/b"),
            null,
            FunctionTool.of("a.b", null, null),
            FunctionTool.of("a/b", null, null),
            FunctionTool.of("x".repeat(80), null, null));

    // When
    Encoded encoded = encoded(request, OLD);

    // Then
    var body = tree(encoded.request().body());
    List<String> names =
        body.get("tools").valueStream().map(tool -> tool.get("name").asString()).toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
    assertThat(body.at("/tool_choice/name").asString()).isEqualTo(names.get(1));
    assertThat(names.stream().map(encoded.toolNames()::toClient))
        .containsExactly("a.b", "a/b", "x".repeat(80));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"type\":\"auto\"}",
        "{\"type\":\"any\"}",
        "{\"type\":\"none\"}",
        "{\"type\":\"tool\",\"name\":\"f\"}",
        "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}",
        "{\"type\":\"any\",\"disable_parallel_tool_use\":false}"
      })
  @Tag("pitfall-41")
  void choicesAreReadAndWrittenAlike(String choice) {
    assertThat(
            body(decodedWith("\"tools\":[{\"name\":\"f\"}],\"tool_choice\":" + choice))
                .get("tool_choice"))
        .isEqualTo(tree(choice));
  }

  @Test
  @Tag("pitfall-42")
  void oneCallATimeMakesAChoice() {
    assertThat(body(with(null, false, F)).get("tool_choice"))
        .isEqualTo(tree("{\"type\":\"auto\",\"disable_parallel_tool_use\":true}"));
    assertThat(body(with(null, true, F)).has("tool_choice")).isFalse();
    assertThat(body(with(new ToolChoice.None(), false, F)).get("tool_choice"))
        .isEqualTo(tree("{\"type\":\"none\"}"));
  }

  @Test
  @Tag("pitfall-43")
  void withoutToolsThereIsNoChoice() {
    // When
    var body = body(with(new ToolChoice.Required(), false));

    // Then
    assertThat(body.propertyNames()).containsExactly("model", "max_tokens", "messages");
  }

  @Test
  void anUndefinedToolCannotBeForced() {
    assertRefused("tool_choice", () -> encoded(with(new ToolChoice.Named("h"), null, F), OLD));
    assertRefused("tool_choice", () -> encoded(with(new ToolChoice.Named("h"), null), OLD));
  }

  @Test
  void allowedToolsAreTheOnlyOnesSent() {
    // When
    var body =
        body(
            with(
                new ToolChoice.Allowed(ToolChoice.Allowed.Mode.REQUIRED, List.of("g")),
                null,
                F,
                G));

    // Then
    assertThat(body.get("tools").size()).isEqualTo(1);
    assertThat(body.at("/tools/0/name").asString()).isEqualTo("g");
    assertThat(body.at("/tool_choice/type").asString()).isEqualTo("any");
  }

  /** envoyproxy/ai-gateway#2124, #2467; cherry-studio#18780. */
  @Test
  @Tag("pitfall-47")
  void aHostedToolOfAnotherProviderIsLeftOutOrRefused() {
    // When
    Encoded encoded = encoded(with(null, null, SEARCH, F), OLD);

    // Then
    assertThat(tree(encoded.request().body()).get("tools").size()).isEqualTo(1);
    assertThat(paths(encoded)).containsExactly("tools[0]");
    assertRefused("tools[0]", () -> encoded(with(null, null, SEARCH), OLD));
    assertRefused(
        "tool_choice",
        () -> encoded(with(new ToolChoice.Named("web_search"), null, SEARCH, F), OLD));
    assertRefused(
        "tool_choice",
        () ->
            encoded(
                with(
                    new ToolChoice.Hosted(ProtocolId.OPENAI_CHAT, JsonText.EMPTY_OBJECT),
                    null,
                    SEARCH,
                    F),
                OLD));
  }

  @Test
  void ownTypedToolsAreSentAsTheyCame() {
    // Given
    String tool = "{\"type\":\"web_search_20250305\",\"name\":\"web_search\",\"max_uses\":5}";

    // Then
    assertThat(body(decodedWith("\"tools\":[" + tool + "]")).get("tools"))
        .isEqualTo(tree("[" + tool + "]"));
  }

  @ParameterizedTest
  @CsvSource({
    "bash_20250124, bash, true",
    "text_editor_20250728, str_replace_based_edit_tool, true",
    "memory_20250818, memory, true",
    "computer_20250124, computer, false",
    "web_search_20250305, web_search, false"
  })
  void toolsThatTheClientRunsHaveAFunctionInTheirPlace(String type, String name, boolean function) {
    // When
    HostedTool tool =
        (HostedTool)
            decodedWith("\"tools\":[{\"type\":\"" + type + "\",\"name\":\"" + name + "\"}]")
                .tools()
                .getFirst();

    // Then
    assertThat(tool.runByClient()).isEqualTo(!type.startsWith("web_search"));
    FunctionTool standing = tool.asFunction();
    assertThat(standing != null).isEqualTo(function);
    JsonText schema = standing == null ? null : standing.inputSchema();
    if (standing != null && schema != null) {
      assertThat(standing.name()).isEqualTo(name);
      assertThat(tree(schema.text()).get("type").asString()).isEqualTo("object");
    }
  }

  @Test
  @Tag("pitfall-48")
  void rawTextToolsGoAsFunctionsOfOneText() {
    // Given
    FreeformTool patch =
        new FreeformTool("patch", "Edits.", "lark", "start: x", null, Extensions.NONE);

    // When
    Encoded encoded = encoded(with(new ToolChoice.Named("patch"), null, F, patch), OLD);

    // Then
    assertThat(tree(encoded.request().body()).get("tools").get(1))
        .isEqualTo(
            tree(
                """
                {"name":"patch",
                 "description":"Edits.\\n\\nThe whole raw text goes into the property input. It has to fit this grammar (lark):\\nstart: x",
                 "input_schema":{"type":"object","properties":{"input":{"type":"string"}},
                   "required":["input"],"additionalProperties":false}}
                """));
    assertThat(encoded.emulation().freeformTools()).containsExactly("patch");
  }

  @Test
  void aChoiceAtTheRootOfASchemaBecomesOneObject() {
    // Given
    JsonText schema =
        new JsonText(
            """
            {"oneOf":[{"type":"object","properties":{"a":{"type":"string"},"c":{}},"required":["a","c"]},
                      {"type":"object","properties":{"b":{"type":"string"},"c":{}},"required":["b","c"]}]}
            """);

    // When
    JsonNode sent = body(with(null, null, FunctionTool.of("f", null, schema))).get("tools").get(0);

    // Then
    JsonNode root = sent.get("input_schema");
    assertThat(root.get("type").asString()).isEqualTo("object");
    assertThat(root.get("properties").propertyNames()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(root.get("required")).isEqualTo(tree("[\"c\"]"));
    assertThat(root.has("oneOf")).isFalse();
    assertThat(root.get("description").asString()).contains("\"oneOf\"");
  }
}
