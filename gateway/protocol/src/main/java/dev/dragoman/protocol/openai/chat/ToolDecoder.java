package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code tools} and {@code tool_choice}, and {@code functions} and {@code function_call} of before
 * them. A tool of an unknown type is taken for one that the provider runs.
 */
final class ToolDecoder {
  private static final Set<String> KNOWN_OF_FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict", "cache_control");

  /** Beside the function these would say again what is said in it. */
  private static final Set<String> KNOWN_OF_TOOL =
      Set.of("type", "function", "cache_control", "name", "description", "parameters", "strict");

  private ToolDecoder() {}

  static List<ToolDefinition> tools(JsonCursor body) {
    List<ToolDefinition> tools = new ArrayList<>();
    for (JsonCursor tool : body.items("tools")) {
      tools.add(tool(tool));
    }
    for (JsonCursor function : body.items("functions")) {
      tools.add(function(function, Map.of(), function));
    }
    return tools;
  }

  /** Where each of the {@link #tools} stands. */
  static List<ChatPlace> places(JsonCursor body) {
    List<ChatPlace> places = new ArrayList<>();
    body.items("tools").forEach(tool -> places.add(ChatPlace.of(tool)));
    body.items("functions").forEach(function -> places.add(ChatPlace.of(function)));
    return places;
  }

  private static ToolDefinition tool(JsonCursor tool) {
    String type = tool.string("type");
    return switch (type == null ? "function" : type) {
      case "function" -> {
        JsonCursor nested = tool.get("function");
        yield nested == null
            ? function(tool, Map.of(), tool)
            : function(nested, tool.rest(KNOWN_OF_TOOL), tool);
      }
      case "custom" -> freeform(tool);
      default -> hosted(tool, type == null ? "" : type);
    };
  }

  /**
   * A function.
   *
   * @param beside unnamed fields beside the function
   * @param holder where a cache mark may stand
   */
  private static FunctionTool function(
      JsonCursor function, Map<String, JsonText> beside, JsonCursor holder) {
    Map<String, JsonText> rest = new LinkedHashMap<>(beside);
    rest.putAll(function.rest(KNOWN_OF_FUNCTION));
    JsonCursor parameters = function.get("parameters");
    if (parameters != null && !parameters.isObject()) {
      throw parameters.invalid("must be a JSON Schema object");
    }
    return new FunctionTool(
        function.requireString("name"),
        null,
        function.string("description"),
        parameters == null ? null : parameters.source(),
        SchemaDialect.JSON_SCHEMA,
        function.bool("strict"),
        null,
        ContentDecoder.cache(holder),
        Extensions.of(ProtocolId.OPENAI_CHAT, rest));
  }

  private static FreeformTool freeform(JsonCursor tool) {
    JsonCursor nested = tool.get("custom");
    JsonCursor custom = nested == null ? tool : nested;
    JsonCursor format = custom.get("format");
    JsonCursor grammar = format == null ? null : format.get("grammar");
    return new FreeformTool(
        custom.requireString("name"),
        custom.string("description"),
        grammar == null ? null : grammar.string("syntax"),
        grammar == null ? null : grammar.string("definition"),
        ContentDecoder.cache(tool),
        Extensions.NONE);
  }

  private static HostedTool hosted(JsonCursor tool, String type) {
    JsonCursor name = tool.get("name");
    return new HostedTool(
        ProtocolId.OPENAI_CHAT,
        type,
        name != null && name.isString() ? name.string() : type,
        tool.source(),
        null,
        Extensions.NONE);
  }

  static @Nullable ToolChoice choice(JsonCursor body) {
    JsonCursor choice = body.get("tool_choice");
    if (choice != null) {
      return choice.isString() ? word(choice) : object(choice);
    }
    JsonCursor legacy = body.get("function_call");
    if (legacy == null) {
      return null;
    }
    return legacy.isString() ? word(legacy) : new Named(legacy.requireString("name"));
  }

  private static ToolChoice word(JsonCursor choice) {
    return switch (choice.string()) {
      case "auto" -> new Auto();
      case "none" -> new None();
      case "required", "any" -> new Required();
      default -> throw choice.invalid("must be \"none\", \"auto\", \"required\" or an object");
    };
  }

  private static ToolChoice object(JsonCursor choice) {
    String type = choice.string("type");
    return switch (type == null ? "function" : type) {
      case "function", "custom" -> new Named(nameOf(choice));
      case "allowed_tools" -> allowed(choice);
      default -> new Hosted(ProtocolId.OPENAI_CHAT, choice.source());
    };
  }

  private static Allowed allowed(JsonCursor choice) {
    JsonCursor nested = choice.get("allowed_tools");
    JsonCursor allowed = nested == null ? choice : nested;
    List<String> names = allowed.items("tools").stream().map(ToolDecoder::nameOf).toList();
    boolean required = "required".equals(allowed.string("mode"));
    return new Allowed(required ? Allowed.Mode.REQUIRED : Allowed.Mode.AUTO, names);
  }

  /** The name of a tool that is referred to, nested as in Chat or flat as in Responses. */
  private static String nameOf(JsonCursor reference) {
    for (String member : List.of("function", "custom")) {
      JsonCursor nested = reference.get(member);
      if (nested != null) {
        return nested.requireString("name");
      }
    }
    return reference.requireString("name");
  }
}
