package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Place;
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
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.openai.StrictSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code tools}, {@code tool_choice} and {@code parallel_tool_calls}; all three are left out
 * when there is no tool. A hosted tool of another provider goes with a warning unless the answer
 * hangs on it (envoyproxy/ai-gateway#2467). Functions are strict here unless they say otherwise, so
 * it is always said (BerriAI/litellm#38211). Single use.
 */
final class ResponsesTools {
  private static final JsonText NO_ARGUMENTS =
      new JsonText("{\"type\":\"object\",\"properties\":{}}");

  private final ChatRequest request;
  private final Capabilities capabilities;
  private final Consumer<Dropped> losses;
  private final List<ToolDefinition> tools = new ArrayList<>();
  private final List<Place> places = new ArrayList<>();

  ResponsesTools(ChatRequest request, Capabilities capabilities, Consumer<Dropped> losses) {
    this.request = request;
    this.capabilities = capabilities;
    this.losses = losses;
    select();
  }

  List<ToolDefinition> tools() {
    return tools;
  }

  private void select() {
    for (int i = 0; i < request.tools().size(); i++) {
      Place place = request.paths().tool(i);
      switch (request.tools().get(i)) {
        case FunctionTool function -> keep(function, place);
        case FreeformTool freeform ->
            keep(
                capabilities.has(Flag.FREEFORM_TOOLS)
                    ? freeform
                    : FreeformTools.asFunction(freeform),
                place);
        case HostedTool hosted when hosted.protocol().equals(ProtocolId.OPENAI_RESPONSES) ->
            keep(hosted, place);
        case HostedTool hosted when hosted.asFunction() != null -> {
          lost(place, "the tool " + hosted.name() + " was sent as a function of its name");
          keep(hosted.asFunction(), place);
        }
        case HostedTool hosted -> left(hosted, place);
      }
    }
    if (tools.isEmpty() && !request.tools().isEmpty()) {
      throw GatewayException.at(
          request.paths().of(RequestField.TOOLS),
          "none of them can be used by the model of this route");
    }
    if (!tools.isEmpty() && !capabilities.has(Flag.TOOLS)) {
      throw GatewayException.at(places.getFirst().path(), "the model does not take tools");
    }
    check(request.toolChoice());
  }

  private void keep(ToolDefinition tool, Place place) {
    tools.add(tool);
    places.add(place);
  }

  private void left(HostedTool hosted, Place place) {
    if (hosted.runByClient()) {
      throw GatewayException.at(
          place.path(), "the tool " + hosted.name() + " is known to its own provider only");
    }
    if (request.toolChoice() instanceof Named(String name) && name.equals(hosted.name())) {
      throw refusedChoice("the hosted tool " + name + " cannot be used on this route");
    }
    lost(place, "the hosted tool " + hosted.name() + " is not carried to OpenAI Responses");
  }

  private void lost(Place place, String reason) {
    losses.accept(Dropped.advisory(place.path(), reason));
  }

  private GatewayException refusedChoice(String problem) {
    return GatewayException.at(request.paths().of(RequestField.TOOL_CHOICE), problem);
  }

  private void check(@Nullable ToolChoice choice) {
    switch (choice) {
      case Named(String name) when tools.stream().noneMatch(tool -> tool.name().equals(name)) ->
          throw refusedChoice("the tool \"" + name + "\" is not among the tools");
      case Hosted hosted when !hosted.protocol().equals(ProtocolId.OPENAI_RESPONSES) ->
          throw refusedChoice("a hosted tool of another provider cannot be chosen");
      case Allowed allowed
          when tools.stream().noneMatch(tool -> allowed.names().contains(tool.name())) ->
          throw refusedChoice("none of the allowed tools is among the tools");
      case null, default -> {}
    }
  }

  void write(JsonWriter json, ToolNames names) {
    if (tools.isEmpty()) {
      return;
    }
    json.beginArray("tools");
    for (int i = 0; i < tools.size(); i++) {
      tool(json, names, tools.get(i), places.get(i));
    }
    json.endArray();
    choice(json, names, request.toolChoice());
    json.field("parallel_tool_calls", request.parallelToolCalls());
  }

  private void tool(JsonWriter json, ToolNames names, ToolDefinition tool, Place place) {
    if (tool instanceof HostedTool hosted) {
      json.value(hosted.raw());
      return;
    }
    json.beginObject();
    if (tool instanceof FunctionTool function) {
      function(json.field("type", "function"), names, function, place);
    } else if (tool instanceof FreeformTool freeform) {
      json.field("type", "custom").field("name", names.toTarget(freeform.name()));
      json.field("description", freeform.description());
      if (freeform.grammar() != null) {
        json.beginObject("format").field("type", "grammar");
        json.field("syntax", freeform.grammarSyntax()).field("definition", freeform.grammar());
        json.endObject();
      }
    }
    tool.ext().of(ProtocolId.OPENAI_RESPONSES).forEach(json::field);
    json.endObject();
  }

  private void function(JsonWriter json, ToolNames names, FunctionTool tool, Place place) {
    String description = tool.description();
    JsonText schema = tool.inputSchema() == null ? NO_ARGUMENTS : tool.inputSchema();
    json.field("name", names.toTarget(tool.name()));
    json.field("description", description == null || description.isEmpty() ? null : description);
    json.field("parameters", schema).field("strict", (Boolean) strict(tool, schema, place));
    if (Boolean.TRUE.equals(tool.deferLoading())) {
      lost(place, "tools that are loaded later were sent at once");
    }
    if (tool.cache() != null) {
      lost(place, "cache marks of tools are not carried to OpenAI Responses");
    }
  }

  private boolean strict(FunctionTool tool, JsonText schema, Place place) {
    if (!Boolean.TRUE.equals(tool.strict())) {
      return false;
    }
    boolean compliant = StrictSchema.isCompliant(schema);
    if (!compliant) {
      lost(place, "strict was lifted from a tool whose schema is not closed");
    }
    return compliant;
  }

  private void choice(JsonWriter json, ToolNames names, @Nullable ToolChoice choice) {
    switch (choice) {
      case null -> {}
      case Auto _ -> json.field("tool_choice", "auto");
      case None _ -> json.field("tool_choice", "none");
      case Required _ -> json.field("tool_choice", "required");
      case Hosted hosted -> json.field("tool_choice", hosted.raw());
      case Named(String name) -> {
        json.name("tool_choice");
        reference(json, names, name);
      }
      case Allowed(Allowed.Mode mode, List<String> allowed) -> {
        json.beginObject("tool_choice").field("type", "allowed_tools");
        json.field("mode", mode == Allowed.Mode.REQUIRED ? "required" : "auto");
        json.beginArray("tools");
        allowed.forEach(name -> reference(json, names, name));
        json.endArray().endObject();
      }
    }
  }

  private void reference(JsonWriter json, ToolNames names, String name) {
    json.beginObject();
    ToolDefinition tool =
        tools.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    switch (tool) {
      case HostedTool hosted -> json.field("type", hosted.type());
      case FreeformTool _ -> json.field("type", "custom").field("name", names.toTarget(name));
      case FunctionTool _ -> json.field("type", "function").field("name", names.toTarget(name));
      case null -> json.field("type", "function").field("name", names.toTarget(name));
    }
    json.endObject();
  }
}
