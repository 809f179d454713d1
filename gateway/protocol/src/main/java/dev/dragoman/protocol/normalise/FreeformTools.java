package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Emulation;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Raw-text tools as functions of one string, for targets that have only functions; {@link
 * Emulation} turns their calls back (protocols.md 2.7, copilot-api#242).
 */
public final class FreeformTools {
  private static final JsonText SCHEMA =
      new JsonText(
          "{\"type\":\"object\",\"properties\":{\"input\":{\"type\":\"string\"}},"
              + "\"required\":[\"input\"],\"additionalProperties\":false}");

  private FreeformTools() {}

  /** Names of the raw-text tools of a request. */
  public static Set<String> namesIn(ChatRequest request) {
    Set<String> names = new LinkedHashSet<>();
    for (ToolDefinition tool : request.tools()) {
      if (tool instanceof FreeformTool) {
        names.add(tool.name());
      }
    }
    return names;
  }

  /** The function that stands for {@code tool}; its grammar is told in the description. */
  public static FunctionTool asFunction(FreeformTool tool) {
    return new FunctionTool(
        tool.name(),
        null,
        description(tool),
        SCHEMA,
        SchemaDialect.JSON_SCHEMA,
        null,
        null,
        tool.cache(),
        tool.ext());
  }

  private static String description(FreeformTool tool) {
    StringBuilder text = new StringBuilder();
    if (tool.description() != null && !tool.description().isEmpty()) {
      text.append(tool.description()).append("\n\n");
    }
    text.append("The whole raw text goes into the property input.");
    if (tool.grammar() != null) {
      String syntax = tool.grammarSyntax() == null ? "" : " (" + tool.grammarSyntax() + ")";
      text.append(" It has to fit this grammar").append(syntax).append(":\n");
      text.append(tool.grammar());
    }
    return text.toString();
  }

  /** Raw text, kept as a JSON string, as the arguments of such a function. */
  public static JsonText asArguments(JsonText rawText) {
    return new JsonText("{\"input\":" + JsonText.stringOf(rawText.text()).text() + "}");
  }

  /** A call of a raw-text tool as the call of its function; any other call as it is. */
  public static ToolCall asFunctionCall(ToolCall call) {
    return call.freeform()
        ? new ToolCall(
            call.id(),
            call.itemId(),
            call.name(),
            call.namespace(),
            asArguments(call.arguments()),
            false,
            call.signature(),
            call.cache(),
            call.ext())
        : call;
  }
}
