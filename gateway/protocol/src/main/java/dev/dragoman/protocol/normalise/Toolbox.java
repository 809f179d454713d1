package dev.dragoman.protocol.normalise;

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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request that a target of functions can carry, in order, and the choice among them
 * (protocols.md 2.7). Raw-text tools are functions here; so are the tools of another protocol that
 * the client runs itself, as far as there is a function for them.
 *
 * @param tools functions and the target's own typed tools
 * @param choice auto, none, required, named or the target's own; null when the client leaves it
 *     open or there is nothing to choose from
 * @param paths the client's, for refusals
 */
public record Toolbox(List<ToolDefinition> tools, @Nullable ToolChoice choice, SourcePaths paths) {
  public Toolbox {
    tools = List.copyOf(tools);
  }

  /**
   * A tool that another provider runs is left out with a warning where others remain, and refused
   * where the answer hangs on it (envoyproxy/ai-gateway#2124, cherry-studio#18780).
   *
   * @param lost told of what is left out or changed
   * @throws GatewayException {@code INVALID_REQUEST} for tools and choices that cannot be carried
   */
  public static Toolbox of(
      ChatRequest request, Capabilities capabilities, ProtocolId target, Consumer<Dropped> lost) {
    Toolbox toolbox =
        new Toolbox(carried(request, target, lost), null, request.paths())
            .choosing(request.toolChoice(), target);
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

  private static List<ToolDefinition> carried(
      ChatRequest request, ProtocolId target, Consumer<Dropped> lost) {
    List<ToolDefinition> asked = request.tools();
    List<ToolDefinition> kept = new ArrayList<>(asked.size());
    List<Dropped> foreign = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Place place = request.paths().tool(i);
      switch (asked.get(i)) {
        case FunctionTool function -> kept.add(function);
        case FreeformTool freeform -> kept.add(FreeformTools.asFunction(freeform));
        case HostedTool hosted when hosted.protocol().equals(target) -> kept.add(hosted);
        case HostedTool hosted when hosted.asFunction() != null -> {
          kept.add(hosted.asFunction());
          lost.accept(
              Dropped.advisory(
                  place.path(), "the tool " + hosted.name() + " was sent as a function"));
        }
        case HostedTool hosted when hosted.runByClient() ->
            throw GatewayException.at(
                place.path(), "the tool " + hosted.name() + " is known to its own provider only");
        case HostedTool _ ->
            foreign.add(
                Dropped.advisory(place.path(), "a tool that another provider runs was left out"));
      }
    }
    if (kept.isEmpty() && !foreign.isEmpty()) {
      throw GatewayException.at(foreign.getFirst().path(), foreign.getFirst().reason());
    }
    foreign.forEach(lost);
    return kept;
  }

  private Toolbox choosing(@Nullable ToolChoice asked, ProtocolId target) {
    return switch (asked) {
      case null -> this;
      case Named(String name) -> naming(name, asked);
      case Hosted(ProtocolId protocol, var _) -> hosted(protocol, asked, target);
      case Allowed(Allowed.Mode mode, List<String> names) -> allowing(mode, names, target);
      case None _ -> with(asked);
      case Auto _, Required _ -> tools.isEmpty() ? this : with(asked);
    };
  }

  private Toolbox with(ToolChoice made) {
    return new Toolbox(tools, made, paths);
  }

  private Toolbox naming(String name, ToolChoice choice) {
    if (tools.stream().noneMatch(tool -> QualifiedNames.of(tool).equals(name))) {
      throw refusedChoice("names the tool " + name + ", which tools does not define");
    }
    return with(choice);
  }

  private Toolbox hosted(ProtocolId protocol, ToolChoice choice, ProtocolId target) {
    if (!protocol.equals(target)) {
      throw refusedChoice("forces a tool that is run by another provider only");
    }
    return with(choice);
  }

  private Toolbox allowing(Allowed.Mode mode, List<String> names, ProtocolId target) {
    List<ToolDefinition> left =
        tools.stream().filter(tool -> names.contains(QualifiedNames.of(tool))).toList();
    if (left.isEmpty() && !tools.isEmpty()) {
      throw refusedChoice("allows no tool that tools defines");
    }
    return new Toolbox(left, null, paths)
        .choosing(
            switch (mode) {
              case AUTO -> new Auto();
              case REQUIRED -> new Required();
            },
            target);
  }

  private boolean isForced() {
    return switch (choice) {
      case Required _, Named _, Hosted _ -> true;
      case Auto _, None _, Allowed _ -> false;
      case null -> false;
    };
  }
}
