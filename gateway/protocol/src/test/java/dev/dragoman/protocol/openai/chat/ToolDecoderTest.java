package dev.dragoman.protocol.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ToolDecoderTest {
  private static ChatRequest with(String members) {
    return Chat.decode(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]," + members + "}");
  }

  @Test
  void functionsAreReadWithAllTheySay() {
    // When
    ChatRequest request =
        with(
            """
            "tools":[{"type":"function","cache_control":{"type":"ephemeral"},
              "function":{"name":"f","description":"d","strict":true,"extra":1,
                          "parameters":{"type": "object"}}}]\
            """);

    // Then
    assertThat(request.tools())
        .containsExactly(
            new FunctionTool(
                "f",
                null,
                "d",
                new JsonText("{\"type\":\"object\"}"),
                SchemaDialect.JSON_SCHEMA,
                true,
                null,
                new CacheHint(null, Extensions.NONE),
                Extensions.of(ProtocolId.OPENAI_CHAT, Map.of("extra", new JsonText("1")))));
  }

  @Test
  void whatStandsBesideTheFunctionSaysNothingOfItsOwnFields() {
    // When
    ChatRequest request =
        with(
            "\"tools\":[{\"function\":{\"name\":\"f\"},\"name\":\"g\",\"parameters\":\"\","
                + "\"description\":1,\"strict\":2}]");

    // Then
    assertThat(request.tools()).containsExactly(FunctionTool.of("f", null, null));
  }

  @Test
  void toolsWithoutTypeAndFlatToolsAreFunctions() {
    // When
    ChatRequest request =
        with("\"tools\":[{\"function\":{\"name\":\"f\"}},{\"type\":\"function\",\"name\":\"g\"}]");

    // Then
    assertThat(request.tools())
        .containsExactly(FunctionTool.of("f", null, null), FunctionTool.of("g", null, null));
  }

  @Test
  void freeformToolsKeepTheirGrammar() {
    // When
    ChatRequest request =
        with(
            """
            "tools":[{"type":"custom","custom":{"name":"p","description":"d","format":
              {"type":"grammar","grammar":{"syntax":"lark","definition":"start: x"}}}}]\
            """);

    // Then
    assertThat(request.tools())
        .containsExactly(new FreeformTool("p", "d", "lark", "start: x", null, Extensions.NONE));
  }

  @Test
  void aToolOfAnotherTypeIsHosted() {
    // When
    ChatRequest request = with("\"tools\":[{\"type\":\"web_search\",\"depth\":2}]");

    // Then
    assertThat(request.tools())
        .containsExactly(
            new HostedTool(
                ProtocolId.OPENAI_CHAT,
                "web_search",
                "web_search",
                new JsonText("{\"type\":\"web_search\",\"depth\":2}"),
                null,
                Extensions.NONE));
  }

  @Test
  void functionsOfBeforeToolsAreTools() {
    // When
    ChatRequest request =
        with("\"functions\":[{\"name\":\"f\"}],\"function_call\":{\"name\":\"f\"}");

    // Then
    assertThat(request.tools()).containsExactly(FunctionTool.of("f", null, null));
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice.Named("f"));
  }

  @Test
  void everyFormOfChoiceIsRead() {
    assertThat(with("\"tool_choice\":\"auto\"").toolChoice()).isEqualTo(new ToolChoice.Auto());
    assertThat(with("\"tool_choice\":\"none\"").toolChoice()).isEqualTo(new ToolChoice.None());
    assertThat(with("\"tool_choice\":\"required\"").toolChoice())
        .isEqualTo(new ToolChoice.Required());
    assertThat(
            with("\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}")
                .toolChoice())
        .isEqualTo(new ToolChoice.Named("f"));
    assertThat(
            with("\"tool_choice\":{\"type\":\"custom\",\"custom\":{\"name\":\"p\"}}").toolChoice())
        .isEqualTo(new ToolChoice.Named("p"));
    assertThat(
            with("\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":"
                    + "{\"mode\":\"required\",\"tools\":[{\"type\":\"function\","
                    + "\"function\":{\"name\":\"f\"}}]}}")
                .toolChoice())
        .isEqualTo(new Allowed(Allowed.Mode.REQUIRED, List.of("f")));
    assertThat(with("\"tool_choice\":{\"type\":\"web_search\"}").toolChoice())
        .isEqualTo(
            new ToolChoice.Hosted(
                ProtocolId.OPENAI_CHAT, new JsonText("{\"type\":\"web_search\"}")));
  }
}
