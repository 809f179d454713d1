package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a target gets and the choice among them. A hosted tool of another provider goes
 * with a warning unless the answer hangs on it: as the only tool or the forced one it is refused
 * (envoyproxy/ai-gateway#2467).
 *
 * @param tools functions, free-form tools as the target takes them, hosted tools of OpenAI Chat
 * @param choice null without tools
 */
record ToolSelection(List<ToolDefinition> tools, @Nullable ToolChoice choice) {
  static ToolSelection of(ChatRequest request, Capabilities capabilities, Losses losses) {
    checkNamed(request);
    List<ToolDefinition> kept = new ArrayList<>();
    for (int i = 0; i < request.tools().size(); i++) {
      Place place = request.paths().tool(i);
      ToolDefinition tool = portable(request.tools().get(i), place, capabilities, losses);
      if (isCarried(tool, place, capabilities)) {
        kept.add(tool);
      } else {
        refuseForced(tool, request);
        losses.advisory(
            place.path(), "the hosted tool " + tool.name() + " is not carried to OpenAI Chat");
      }
    }
    if (kept.isEmpty() && !request.tools().isEmpty()) {
      throw GatewayException.at(
          request.paths().of(RequestField.TOOLS),
          "none of them can be used by the model of this route");
    }
    return chosen(kept, request, capabilities);
  }

  /**
   * The tool in a form that the target has. One that the client runs is never left out: its calls
   * are what the client waits for.
   */
  private static ToolDefinition portable(
      ToolDefinition tool, Place place, Capabilities capabilities, Losses losses) {
    return switch (tool) {
      case FunctionTool function -> function;
      case FreeformTool freeform ->
          capabilities.has(Flag.FREEFORM_TOOLS) ? freeform : FreeformTools.asFunction(freeform);
      case HostedTool hosted when hosted.protocol().equals(ProtocolId.OPENAI_CHAT) -> hosted;
      case HostedTool hosted when hosted.asFunction() != null -> {
        losses.advisory(
            place.path(), "the tool " + hosted.name() + " was sent as a function of its name");
        yield hosted.asFunction();
      }
      case HostedTool hosted when hosted.runByClient() ->
          throw GatewayException.at(
              place.path(), "the tool " + hosted.name() + " is known to its own provider only");
      case HostedTool hosted -> hosted;
    };
  }

  private static void checkNamed(ChatRequest request) {
    if (request.toolChoice() instanceof Named(String name)
        && request.tools().stream().noneMatch(tool -> tool.name().equals(name))) {
      throw refusedChoice(request, "the tool \"" + name + "\" is not among the tools");
    }
  }

  private static GatewayException refusedChoice(ChatRequest request, String problem) {
    return GatewayException.at(request.paths().of(RequestField.TOOL_CHOICE), problem);
  }

  private static boolean isCarried(ToolDefinition tool, Place place, Capabilities capabilities) {
    return switch (tool) {
      case FunctionTool _, FreeformTool _ -> taken(place, capabilities);
      case HostedTool hosted -> hosted.protocol().equals(ProtocolId.OPENAI_CHAT);
    };
  }

  private static boolean taken(Place place, Capabilities capabilities) {
    if (!capabilities.has(Flag.TOOLS)) {
      throw GatewayException.at(place.path(), "the model of this route does not take tools");
    }
    return true;
  }

  private static void refuseForced(ToolDefinition tool, ChatRequest request) {
    if (request.toolChoice() instanceof Named(String name) && name.equals(tool.name())) {
      throw refusedChoice(request, "the hosted tool " + name + " cannot be used on this route");
    }
  }

  private static ToolSelection chosen(
      List<ToolDefinition> tools, ChatRequest request, Capabilities capabilities) {
    ToolChoice choice = request.toolChoice();
    if (tools.isEmpty() || choice == null) {
      return new ToolSelection(tools, null);
    }
    return switch (choice) {
      case Auto _, None _ -> new ToolSelection(tools, choice);
      case Required _, Named _ -> forced(new ToolSelection(tools, choice), request, capabilities);
      case Allowed allowed -> allowed(tools, allowed, request, capabilities);
      case Hosted hosted -> hosted(new ToolSelection(tools, hosted), hosted, request);
    };
  }

  private static ToolSelection forced(
      ToolSelection selection, ChatRequest request, Capabilities capabilities) {
    if (!capabilities.has(Flag.FORCED_TOOL)) {
      throw refusedChoice(request, "the model of this route cannot be made to call a tool");
    }
    return selection;
  }

  /**
   * A choice among some of the tools has a form at OpenAI alone, which keeps its prompt cache; the
   * servers that take no strict schema are taken not to know it and get fewer tools.
   */
  private static ToolSelection allowed(
      List<ToolDefinition> tools, Allowed allowed, ChatRequest request, Capabilities capabilities) {
    List<ToolDefinition> some =
        tools.stream().filter(tool -> allowed.names().contains(tool.name())).toList();
    if (some.isEmpty()) {
      throw refusedChoice(request, "none of the allowed tools is among the tools");
    }
    if (capabilities.has(Flag.STRICT_TOOLS)) {
      return new ToolSelection(tools, allowed);
    }
    return switch (allowed.mode()) {
      case AUTO -> new ToolSelection(some, new Auto());
      case REQUIRED -> forced(new ToolSelection(some, new Required()), request, capabilities);
    };
  }

  private static ToolSelection hosted(ToolSelection selection, Hosted choice, ChatRequest request) {
    if (!choice.protocol().equals(ProtocolId.OPENAI_CHAT)) {
      throw refusedChoice(request, "a hosted tool of another provider cannot be chosen");
    }
    return selection;
  }

  boolean isFreeform(String name) {
    return tools.stream()
        .anyMatch(tool -> tool instanceof FreeformTool && tool.name().equals(name));
  }
}
