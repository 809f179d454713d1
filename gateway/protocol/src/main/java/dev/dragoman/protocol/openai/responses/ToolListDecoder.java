package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.model.ToolDefinition.SchemaDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code tools} array. Namespaces are opened into their tools, those that are loaded later are
 * defined like any other, since the search that loads them is OpenAI's own, and a tool of an
 * unknown type is taken for one that the provider runs. Single use.
 */
final class ToolListDecoder {
  private static final Set<String> KNOWN_OF_FUNCTION =
      Set.of("type", "name", "description", "parameters", "strict");
  private static final Set<String> KNOWN_OF_CUSTOM =
      Set.of("type", "name", "description", "format");

  /** Tools that OpenAI names and the client itself carries out. */
  private static final Set<String> RUN_BY_CLIENT =
      Set.of("local_shell", "shell", "apply_patch", "computer", "computer_use_preview");

  private final List<ToolDefinition> tools = new ArrayList<>();
  private final List<ItemPlace> places = new ArrayList<>();

  static ToolListDecoder of(JsonCursor body) {
    ToolListDecoder decoder = new ToolListDecoder();
    body.items("tools").forEach(tool -> decoder.add(tool, null));
    return decoder;
  }

  List<ToolDefinition> tools() {
    return tools;
  }

  /** Where each of the {@link #tools} stands. */
  List<ItemPlace> places() {
    return places;
  }

  private void add(JsonCursor tool, @Nullable String namespace) {
    String type = tool.requireString("type");
    if (type.equals("namespace") && namespace == null) {
      String name = tool.requireString("name");
      tool.require("tools").items().forEach(inner -> add(inner, name));
      return;
    }
    tools.add(
        switch (type) {
          case "function" -> function(tool, namespace);
          case "custom" -> freeform(tool, namespace);
          default -> hosted(tool, type);
        });
    places.add(ItemPlace.of(tool));
  }

  private static FunctionTool function(JsonCursor tool, @Nullable String namespace) {
    JsonCursor parameters = tool.get("parameters");
    if (parameters != null && !parameters.isObject()) {
      throw parameters.invalid("must be a JSON Schema object");
    }
    return new FunctionTool(
        ToolNamespaces.flat(namespace, tool.requireString("name")),
        null,
        tool.string("description"),
        parameters == null ? null : parameters.source(),
        SchemaDialect.JSON_SCHEMA,
        tool.bool("strict"),
        null,
        null,
        Extensions.of(ProtocolId.OPENAI_RESPONSES, tool.rest(KNOWN_OF_FUNCTION)));
  }

  private static FreeformTool freeform(JsonCursor tool, @Nullable String namespace) {
    JsonCursor format = tool.get("format");
    return new FreeformTool(
        ToolNamespaces.flat(namespace, tool.requireString("name")),
        tool.string("description"),
        format == null ? null : format.string("syntax"),
        format == null ? null : format.string("definition"),
        null,
        Extensions.of(ProtocolId.OPENAI_RESPONSES, tool.rest(KNOWN_OF_CUSTOM)));
  }

  private static HostedTool hosted(JsonCursor tool, String type) {
    return new HostedTool(
        ProtocolId.OPENAI_RESPONSES,
        type,
        type,
        tool.source(),
        null,
        Extensions.NONE,
        RUN_BY_CLIENT.contains(type),
        null);
  }
}
