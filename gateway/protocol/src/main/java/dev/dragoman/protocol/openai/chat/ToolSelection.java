package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
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
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools that a target gets and the choice among them. A hosted tool of another provider goes
 * with a warning unless the answer hangs on it: as the only tool or the forced one it is refused
 * (envoyproxy/ai-gateway#2467).
 *
 * @param tools functions, free-form tools where the target takes them, hosted tools of OpenAI Chat
 * @param choice null without tools
 */
record ToolSelection(List<ToolDefinition> tools, @Nullable ToolChoice choice) {
  static ToolSelection of(ChatRequest request, Capabilities capabilities, Losses losses) {
    checkNamed(request);
    List<ToolDefinition> kept = new ArrayList<>();
    for (int i = 0; i < request.tools().size(); i++) {
      ToolDefinition tool = request.tools().get(i);
      if (isCarried(tool, "tools[" + i + "]", capabilities)) {
        kept.add(tool);
      } else {
        refuseForced(tool, request.toolChoice(), i);
        losses.advisory(
            "tools[" + i + "]",
            "the hosted tool " + tool.name() + " is not carried to OpenAI Chat");
      }
    }
    if (kept.isEmpty() && !request.tools().isEmpty()) {
      throw GatewayException.invalid(
          "tools", "tools: none of them can be used by the model of this route");
    }
    return chosen(kept, request.toolChoice(), capabilities);
  }

  private static void checkNamed(ChatRequest request) {
    if (request.toolChoice() instanceof Named(String name)
        && request.tools().stream().noneMatch(tool -> tool.name().equals(name))) {
      throw GatewayException.invalid(
          "tool_choice", "tool_choice: the tool \"" + name + "\" is not among the tools");
    }
  }

  private static boolean isCarried(ToolDefinition tool, String path, Capabilities capabilities) {
    return switch (tool) {
      case FunctionTool _ -> taken(Flag.TOOLS, path, "tools", capabilities);
      case FreeformTool _ ->
          taken(Flag.FREEFORM_TOOLS, path, "tools that take free text", capabilities);
      case HostedTool hosted -> hosted.protocol().equals(ProtocolId.OPENAI_CHAT);
    };
  }

  private static boolean taken(Flag flag, String path, String what, Capabilities capabilities) {
    if (!capabilities.has(flag)) {
      throw GatewayException.invalid(
          path, path + ": the model of this route does not take " + what);
    }
    return true;
  }

  private static void refuseForced(ToolDefinition tool, @Nullable ToolChoice choice, int index) {
    if (choice instanceof Named(String name) && name.equals(tool.name())) {
      throw GatewayException.invalid(
          "tool_choice",
          "tool_choice: the hosted tool tools[" + index + "] cannot be used on this route");
    }
  }

  private static ToolSelection chosen(
      List<ToolDefinition> tools, @Nullable ToolChoice choice, Capabilities capabilities) {
    if (tools.isEmpty() || choice == null) {
      return new ToolSelection(tools, null);
    }
    return switch (choice) {
      case Auto _, None _ -> new ToolSelection(tools, choice);
      case Required _, Named _ -> forced(tools, choice, capabilities);
      case Allowed allowed -> allowed(tools, allowed, capabilities);
      case Hosted hosted -> hosted(tools, hosted);
    };
  }

  private static ToolSelection forced(
      List<ToolDefinition> tools, ToolChoice choice, Capabilities capabilities) {
    if (!capabilities.has(Flag.FORCED_TOOL)) {
      throw GatewayException.invalid(
          "tool_choice", "tool_choice: the model of this route cannot be made to call a tool");
    }
    return new ToolSelection(tools, choice);
  }

  /**
   * A choice among some of the tools has a form at OpenAI alone, which keeps its prompt cache; the
   * servers that take no strict schema are taken not to know it and get fewer tools.
   */
  private static ToolSelection allowed(
      List<ToolDefinition> tools, Allowed allowed, Capabilities capabilities) {
    List<ToolDefinition> some =
        tools.stream().filter(tool -> allowed.names().contains(tool.name())).toList();
    if (some.isEmpty()) {
      throw GatewayException.invalid(
          "tool_choice", "tool_choice: none of the allowed tools is among the tools");
    }
    if (capabilities.has(Flag.STRICT_TOOLS)) {
      return new ToolSelection(tools, allowed);
    }
    return switch (allowed.mode()) {
      case AUTO -> new ToolSelection(some, new Auto());
      case REQUIRED -> forced(some, new Required(), capabilities);
    };
  }

  private static ToolSelection hosted(List<ToolDefinition> tools, Hosted choice) {
    if (!choice.protocol().equals(ProtocolId.OPENAI_CHAT)) {
      throw GatewayException.invalid(
          "tool_choice", "tool_choice: a hosted tool of another provider cannot be chosen");
    }
    return new ToolSelection(tools, choice);
  }

  boolean isFreeform(String name) {
    return tools.stream()
        .anyMatch(tool -> tool instanceof FreeformTool && tool.name().equals(name));
  }
}
