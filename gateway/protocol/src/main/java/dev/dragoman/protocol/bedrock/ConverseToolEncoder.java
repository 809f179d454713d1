package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code toolConfig}: {@code {"tools":[{"toolSpec":{"name","description","inputSchema"}}],
 * "toolChoice"}}. Without tools nothing is written, since Bedrock wants at least one.
 */
final class ConverseToolEncoder {
  private static final JsonText NO_ARGUMENTS =
      new JsonText("{\"type\":\"object\",\"properties\":{}}");

  private final Capabilities capabilities;
  private final ToolNames names;
  private final ConverseLosses losses;

  ConverseToolEncoder(Capabilities capabilities, ToolNames names, ConverseLosses losses) {
    this.capabilities = capabilities;
    this.names = names;
    this.losses = losses;
  }

  /**
   * Writes the tools and the choice.
   *
   * @param choiceElsewhere whether the choice stands among Claude's own fields
   */
  void write(JsonWriter out, ConverseTools tools, ConverseCache cache, boolean choiceElsewhere) {
    if (tools.functions().isEmpty() || tools.areOff()) {
      return;
    }
    out.beginObject("toolConfig").beginArray("tools");
    for (FunctionTool tool : tools.functions()) {
      spec(out, tool, tools);
      cache.afterTool(out, tool.cache());
    }
    out.endArray();
    if (!choiceElsewhere) {
      choice(out, tools);
    }
    out.endObject();
  }

  private void spec(JsonWriter out, FunctionTool tool, ConverseTools tools) {
    String path = tools.paths().of(RequestField.TOOLS);
    String description = tool.description();
    boolean strict = capabilities.has(Flag.STRICT_TOOLS);
    losses.ifGiven(
        Boolean.TRUE.equals(tool.strict()) && !strict ? tool : null,
        path,
        "the model does not take strict");
    losses.ifGiven(
        Boolean.TRUE.equals(tool.deferLoading()) ? tool : null,
        path,
        "Bedrock has no tools that are loaded later; all were sent");
    out.beginObject()
        .beginObject("toolSpec")
        .field("name", names.toTarget(ConverseTools.nameOf(tool)))
        // An empty text is refused (experientiallabs/experiential#658).
        .field("description", description == null || description.isBlank() ? null : description)
        .beginObject("inputSchema")
        .field("json", schema(tool, path))
        .endObject()
        .field("strict", strict ? tool.strict() : null)
        .endObject()
        .endObject();
  }

  /** A schema is demanded, and {@code type:object} at its root. */
  private static JsonText schema(FunctionTool tool, String path) {
    JsonText schema = tool.inputSchema();
    if (schema == null) {
      return NO_ARGUMENTS;
    }
    if (!(parsed(schema) instanceof JsonObject object)) {
      throw GatewayException.at(path, "the schema of " + tool.name() + " must be a JSON object");
    }
    JsonText source = object.source();
    if (object.get("type") != null) {
      return source;
    }
    return object.size() == 0
        ? NO_ARGUMENTS
        : new JsonText("{\"type\":\"object\"," + source.text().substring(1));
  }

  private static @Nullable JsonValue parsed(JsonText schema) {
    try {
      return schema.parse();
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private void choice(JsonWriter out, ConverseTools tools) {
    switch (tools.choice()) {
      case null -> {}
      case Auto _ -> empty(out, "auto");
      case Required _ -> empty(out, "any");
      case Named(String name) ->
          out.beginObject("toolChoice")
              .beginObject("tool")
              .field("name", names.toTarget(name))
              .endObject()
              .endObject();
      case None _, Allowed _, Hosted _ ->
          throw new IllegalStateException("resolved with the tools");
    }
  }

  private static void empty(JsonWriter out, String word) {
    out.beginObject("toolChoice").beginObject(word).endObject().endObject();
  }
}
