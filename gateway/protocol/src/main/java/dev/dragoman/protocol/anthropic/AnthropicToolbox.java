package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.SourcePaths;
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
import dev.dragoman.protocol.normalise.QualifiedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request that Anthropic can carry, in order, and the choice among them.
 *
 * @param tools functions and Anthropic's own typed tools
 * @param choice auto, none, required, named or Anthropic's own; null when the client leaves it open
 *     or there are no tools to choose from
 * @param freeform names of raw-text tools, which went as functions
 * @param paths the client's, for refusals
 */
record AnthropicToolbox(
    List<ToolDefinition> tools,
    @Nullable ToolChoice choice,
    Set<String> freeform,
    SourcePaths paths) {
  AnthropicToolbox {
    tools = List.copyOf(tools);
    freeform = Set.copyOf(freeform);
  }

  /**
   * A hosted tool of another provider is left out with a warning where others remain, and refused
   * where the answer hangs on it (envoyproxy/ai-gateway#2124, cherry-studio#18780).
   *
   * @throws GatewayException {@code INVALID_REQUEST} for tools and choices that cannot be carried
   */
  static AnthropicToolbox of(
      ChatRequest request, Capabilities capabilities, List<Dropped> dropped) {
    AnthropicToolbox toolbox =
        new AnthropicToolbox(
                carried(request, dropped), null, FreeformTools.namesIn(request), request.paths())
            .choosing(request.toolChoice());
    if (!toolbox.tools.isEmpty() && !capabilities.has(Flag.TOOLS)) {
      throw GatewayException.at(
          request.paths().of(RequestField.TOOLS), "the model does not take tools");
    }
    if (toolbox.isForced() && !capabilities.has(Flag.FORCED_TOOL)) {
      throw toolbox.refusedChoice("the model cannot be made to call a tool");
    }
    return toolbox;
  }

  private GatewayException refusedChoice(String problem) {
    return GatewayException.at(paths.of(RequestField.TOOL_CHOICE), problem);
  }

  private static List<ToolDefinition> carried(ChatRequest request, List<Dropped> dropped) {
    List<ToolDefinition> asked = request.tools();
    List<ToolDefinition> kept = new ArrayList<>(asked.size());
    List<Dropped> foreign = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Place place = request.paths().tool(i);
      switch (asked.get(i)) {
        case FunctionTool function -> kept.add(function);
        case FreeformTool freeform -> kept.add(FreeformTools.asFunction(freeform));
        case HostedTool hosted when hosted.protocol().equals(ProtocolId.ANTHROPIC) ->
            kept.add(hosted);
        case HostedTool hosted ->
            foreign.add(
                Dropped.advisory(place.path(), "a tool that another provider runs was left out"));
      }
    }
    if (kept.isEmpty() && !foreign.isEmpty()) {
      throw GatewayException.at(foreign.getFirst().path(), foreign.getFirst().reason());
    }
    dropped.addAll(foreign);
    return kept;
  }

  private AnthropicToolbox choosing(@Nullable ToolChoice asked) {
    return switch (asked) {
      case null -> this;
      case Named(String name) -> naming(name, asked);
      case Hosted(ProtocolId protocol, var _) -> hosted(protocol, asked);
      case Allowed(Allowed.Mode mode, List<String> names) -> allowing(mode, names);
      case Auto _, None _, Required _ ->
          tools.isEmpty() ? this : new AnthropicToolbox(tools, asked, freeform, paths);
    };
  }

  private AnthropicToolbox naming(String name, ToolChoice choice) {
    if (tools.stream().noneMatch(tool -> QualifiedNames.of(tool).equals(name))) {
      throw refusedChoice("names the tool " + name + ", which tools does not define");
    }
    return new AnthropicToolbox(tools, choice, freeform, paths);
  }

  private AnthropicToolbox hosted(ProtocolId protocol, ToolChoice choice) {
    if (!protocol.equals(ProtocolId.ANTHROPIC)) {
      throw refusedChoice("forces a tool that is run by another provider only");
    }
    return new AnthropicToolbox(tools, choice, freeform, paths);
  }

  private AnthropicToolbox allowing(Allowed.Mode mode, List<String> names) {
    List<ToolDefinition> left =
        tools.stream().filter(tool -> names.contains(QualifiedNames.of(tool))).toList();
    if (left.isEmpty() && !tools.isEmpty()) {
      throw refusedChoice("allows no tool that tools defines");
    }
    return new AnthropicToolbox(left, null, freeform, paths)
        .choosing(
            switch (mode) {
              case AUTO -> new Auto();
              case REQUIRED -> new Required();
            });
  }

  private boolean isForced() {
    return switch (choice) {
      case Required _, Named _, Hosted _ -> true;
      case Auto _, None _, Allowed _ -> false;
      case null -> false;
    };
  }
}
