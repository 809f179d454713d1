package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tools and the choice among them. */
final class AnthropicToolDecoder {
  static final String CHOICE = "tool_choice";
  static final String NOT_PARALLEL = "disable_parallel_tool_use";

  private static final String CUSTOM = "custom";
  private static final Set<String> FUNCTION =
      Set.of(
          "type",
          "name",
          "description",
          "input_schema",
          "strict",
          "defer_loading",
          AnthropicCache.FIELD);

  private AnthropicToolDecoder() {}

  static List<ToolDefinition> tools(JsonCursor body) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (JsonCursor tool : body.items("tools")) {
      String type = tool.string("type");
      tools.add(type == null || type.equals(CUSTOM) ? function(tool) : typed(type, tool));
    }
    return tools;
  }

  private static FunctionTool function(JsonCursor tool) {
    JsonCursor schema = tool.get("input_schema");
    if (schema != null && !schema.isObject()) {
      throw schema.invalid("must be an object");
    }
    return new FunctionTool(
        tool.requireString("name"),
        null,
        tool.string("description"),
        schema == null ? null : schema.source(),
        SchemaDialect.JSON_SCHEMA,
        tool.bool("strict"),
        tool.bool("defer_loading"),
        AnthropicCache.of(tool),
        AnthropicBag.rest(tool, FUNCTION));
  }

  /**
   * A tool that Anthropic runs ({@code web_search_20250305}), or that its client knows by type
   * ({@code bash_20250124}). Toolsets of MCP servers have the server's name alone.
   */
  private static HostedTool typed(String type, JsonCursor tool) {
    String name = tool.string("name");
    String server = tool.string("mcp_server_name");
    String called = name != null ? name : server != null ? server : type;
    return new HostedTool(
        ProtocolId.ANTHROPIC,
        type,
        called,
        tool.source(),
        AnthropicCache.of(tool),
        Extensions.NONE,
        AnthropicClientTools.isClients(type),
        AnthropicClientTools.function(type, called));
  }

  static @Nullable ToolChoice choice(JsonCursor body) {
    JsonCursor choice = body.get(CHOICE);
    if (choice == null) {
      return null;
    }
    return switch (choice.requireString("type")) {
      case "auto" -> new ToolChoice.Auto();
      case "any" -> new ToolChoice.Required();
      case "none" -> new ToolChoice.None();
      case "tool" -> new ToolChoice.Named(choice.requireString("name"));
      default -> throw choice.require("type").invalid("must be auto, any, tool or none");
    };
  }

  /** Whether several calls in one turn are allowed, null when the client does not say. */
  static @Nullable Boolean parallel(JsonCursor body) {
    JsonCursor choice = body.get(CHOICE);
    Boolean notParallel = choice == null ? null : choice.bool(NOT_PARALLEL);
    return notParallel == null ? null : !notParallel;
  }
}
