package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.normalise.ClaudeToolSchema;
import dev.dragoman.protocol.normalise.QualifiedNames;

/**
 * Writes {@code toolConfig}: {@code {"tools":[{"toolSpec":{"name","description","inputSchema"}}],
 * "toolChoice"}}. Without tools nothing is written, since Bedrock wants at least one.
 */
final class ConverseToolEncoder {
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
      cache.after(out, tool);
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
    ClaudeToolSchema schema = ClaudeToolSchema.of(tool, strict, path, losses::add);
    out.beginObject()
        .beginObject("toolSpec")
        .field("name", names.toTarget(QualifiedNames.of(tool)))
        // An empty text is refused (experientiallabs/experiential#658).
        .field("description", description == null || description.isBlank() ? null : description)
        .beginObject("inputSchema")
        .field("json", schema.schema())
        .endObject()
        .field("strict", schema.strict() ? Boolean.TRUE : null)
        .endObject()
        .endObject();
  }

  private void choice(JsonWriter out, ConverseTools tools) {
    switch (tools.choice()) {
      // What every model does unasked, and some refuse to be asked (BerriAI/litellm#11790).
      case null -> {}
      case Auto _ -> {}
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
