package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
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
import dev.dragoman.protocol.openai.StrictSchema;

/**
 * Writes {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}; all three are left out
 * when there is no tool, for a choice without tools is refused. Single use.
 */
final class ToolEncoder {
  /** Compatible servers want a schema also for a tool without arguments (CLIProxyAPI#5569). */
  private static final JsonText NO_ARGUMENTS =
      new JsonText("{\"type\":\"object\",\"properties\":{}}");

  private final JsonWriter json;
  private final ToolSelection selection;
  private final ToolNames names;
  private final Capabilities capabilities;
  private final Losses losses;

  ToolEncoder(
      JsonWriter json,
      ToolSelection selection,
      ToolNames names,
      Capabilities capabilities,
      Losses losses) {
    this.json = json;
    this.selection = selection;
    this.names = names;
    this.capabilities = capabilities;
    this.losses = losses;
  }

  void write(ChatRequest request) {
    if (selection.tools().isEmpty()) {
      return;
    }
    json.beginArray("tools");
    String path = request.paths().of(RequestField.TOOLS);
    selection.tools().forEach(tool -> tool(tool, path));
    json.endArray();
    if (selection.choice() != null) {
      choice(selection.choice());
    }
    parallelCalls(request);
  }

  private void parallelCalls(ChatRequest request) {
    if (capabilities.has(Flag.PARALLEL_TOOLS)) {
      json.field("parallel_tool_calls", request.parallelToolCalls());
    } else if (request.parallelToolCalls() != null) {
      String path = request.paths().of(RequestField.PARALLEL_TOOL_CALLS);
      losses.advisory(path, path + " is not taken by the model of this route");
    }
  }

  private void tool(ToolDefinition tool, String path) {
    switch (tool) {
      case FunctionTool function -> function(function, path);
      case FreeformTool freeform -> freeform(freeform);
      case HostedTool hosted -> json.value(hosted.raw());
    }
  }

  private void function(FunctionTool tool, String path) {
    String description = tool.description();
    json.beginObject().field("type", "function").beginObject("function");
    json.field("name", names.toTarget(tool.name()));
    if (description != null && !description.isEmpty()) {
      json.field("description", description);
    }
    json.field("parameters", tool.inputSchema() == null ? NO_ARGUMENTS : tool.inputSchema());
    strict(tool, path);
    tool.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
    json.endObject().endObject();
    if (Boolean.TRUE.equals(tool.deferLoading())) {
      losses.advisory(path, "OpenAI Chat has no tools that are loaded later; all were sent");
    }
    if (tool.cache() != null) {
      losses.advisory(path, "cache marks of tools are not carried to OpenAI Chat");
    }
  }

  /** Strict is only claimed for schemas that OpenAI accepts as such (BerriAI/litellm#38211). */
  private void strict(FunctionTool tool, String path) {
    Boolean strict = tool.strict();
    if (strict == null) {
      return;
    }
    JsonText schema = tool.inputSchema() == null ? NO_ARGUMENTS : tool.inputSchema();
    if (!capabilities.has(Flag.STRICT_TOOLS)) {
      losses.advisory(path, "strict tools are not taken by the model of this route");
    } else if (strict && !StrictSchema.isCompliant(schema)) {
      json.field("strict", false);
      losses.advisory(path, "strict was lifted from a tool whose schema is not closed");
    } else {
      json.field("strict", strict);
    }
  }

  private void freeform(FreeformTool tool) {
    json.beginObject().field("type", "custom").beginObject("custom");
    json.field("name", names.toTarget(tool.name()));
    json.field("description", tool.description());
    if (tool.grammar() != null) {
      json.beginObject("format").field("type", "grammar").beginObject("grammar");
      json.field("syntax", tool.grammarSyntax()).field("definition", tool.grammar());
      json.endObject().endObject();
    }
    json.endObject().endObject();
  }

  private void choice(ToolChoice choice) {
    switch (choice) {
      case Auto _ -> json.field("tool_choice", "auto");
      case None _ -> json.field("tool_choice", "none");
      case Required _ -> json.field("tool_choice", "required");
      case Named(String name) -> {
        json.name("tool_choice");
        reference(name);
      }
      case Allowed allowed -> allowed(allowed);
      case Hosted hosted -> json.field("tool_choice", hosted.raw());
    }
  }

  private void allowed(Allowed allowed) {
    json.beginObject("tool_choice").field("type", "allowed_tools").beginObject("allowed_tools");
    json.field("mode", allowed.mode() == Allowed.Mode.REQUIRED ? "required" : "auto");
    json.beginArray("tools");
    allowed.names().forEach(this::reference);
    json.endArray().endObject().endObject();
  }

  private void reference(String name) {
    String type = selection.isFreeform(name) ? "custom" : "function";
    json.beginObject().field("type", type).beginObject(type);
    json.field("name", names.toTarget(name)).endObject().endObject();
  }
}
