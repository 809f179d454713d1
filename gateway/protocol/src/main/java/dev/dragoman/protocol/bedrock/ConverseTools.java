package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Place;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.normalise.FreeformTools;
import dev.dragoman.protocol.normalise.QualifiedNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a request, in order, and the choice among them.
 *
 * @param choice auto, required or named; {@link None} where no tool may be called; null when the
 *     client leaves it open or there is nothing to choose from
 * @param paths the client's, for refusals
 */
record ConverseTools(List<FunctionTool> functions, @Nullable ToolChoice choice, SourcePaths paths) {
  private static final JsonText ANYTHING = new JsonText("{\"type\":\"object\"}");

  ConverseTools {
    functions = List.copyOf(functions);
  }

  /**
   * A hosted tool is left out with a warning where others remain, and refused where the answer
   * hangs on it (envoyproxy/ai-gateway#2124).
   *
   * @throws GatewayException {@code INVALID_REQUEST} for tools and choices that cannot be carried
   */
  static ConverseTools of(ChatRequest request, Capabilities capabilities, ConverseLosses losses) {
    ConverseTools tools =
        new ConverseTools(carried(request, losses), null, request.paths())
            .choosing(request.toolChoice());
    if (!tools.functions.isEmpty() && !capabilities.has(Flag.TOOLS)) {
      throw GatewayException.at(
          request.paths().of(RequestField.TOOLS), "the model does not take tools");
    }
    if (tools.isForced() && !capabilities.has(Flag.FORCED_TOOL)) {
      throw tools.refusedChoice("the model cannot be made to call a tool");
    }
    return tools;
  }

  private GatewayException refusedChoice(String problem) {
    return GatewayException.at(paths.of(RequestField.TOOL_CHOICE), problem);
  }

  private static List<FunctionTool> carried(ChatRequest request, ConverseLosses losses) {
    List<FunctionTool> kept = new ArrayList<>(request.tools().size());
    List<Dropped> foreign = new ArrayList<>();
    for (int i = 0; i < request.tools().size(); i++) {
      Place place = request.paths().tool(i);
      switch (request.tools().get(i)) {
        case FunctionTool function -> kept.add(function);
        case FreeformTool freeform -> kept.add(FreeformTools.asFunction(freeform));
        case HostedTool _ ->
            foreign.add(
                Dropped.advisory(place.path(), "a tool that another provider runs was left out"));
      }
    }
    if (kept.isEmpty() && !foreign.isEmpty()) {
      throw GatewayException.at(foreign.getFirst().path(), foreign.getFirst().reason());
    }
    losses.addAll(foreign);
    return kept;
  }

  private ConverseTools choosing(@Nullable ToolChoice asked) {
    return switch (asked) {
      case null -> this;
      case Named(String name) -> naming(name, asked);
      case Hosted _ -> throw refusedChoice("forces a tool that is run by another provider only");
      case Allowed(Allowed.Mode mode, List<String> names) -> allowing(mode, names);
      case None _ -> new ConverseTools(functions, asked, paths);
      case Auto _, Required _ ->
          functions.isEmpty() ? this : new ConverseTools(functions, asked, paths);
    };
  }

  private ConverseTools naming(String name, ToolChoice choice) {
    if (functions.stream().noneMatch(tool -> QualifiedNames.of(tool).equals(name))) {
      throw refusedChoice("names the tool " + name + ", which tools does not define");
    }
    return new ConverseTools(functions, choice, paths);
  }

  private ConverseTools allowing(Allowed.Mode mode, List<String> names) {
    List<FunctionTool> left =
        functions.stream().filter(tool -> names.contains(QualifiedNames.of(tool))).toList();
    if (left.isEmpty() && !functions.isEmpty()) {
      throw refusedChoice("allows no tool that tools defines");
    }
    return new ConverseTools(left, null, paths)
        .choosing(
            switch (mode) {
              case AUTO -> new Auto();
              case REQUIRED -> new Required();
            });
  }

  /**
   * The tools beside a history that holds calls: Bedrock wants tools wherever there were any, so
   * those of the history stand in, with a schema that takes everything (dify#17545, pentagi#196).
   */
  ConverseTools withStubsFor(List<Message> messages) {
    if (!functions.isEmpty() || choice instanceof None) {
      return this;
    }
    Set<String> names = new LinkedHashSet<>();
    for (Message message : messages) {
      for (ContentBlock block : message.content()) {
        if (block instanceof ToolCall call) {
          names.add(QualifiedNames.of(call));
        }
      }
    }
    List<FunctionTool> stubs =
        names.stream().map(name -> FunctionTool.of(name, null, ANYTHING)).toList();
    return new ConverseTools(stubs, choice, paths);
  }

  /** Whether a call has to be made. */
  boolean isForced() {
    return choice instanceof Required || choice instanceof Named;
  }

  /** Whether no call may be made, for which Bedrock has no word. */
  boolean areOff() {
    return choice instanceof None;
  }
}
