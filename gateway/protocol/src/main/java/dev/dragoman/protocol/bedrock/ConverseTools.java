package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.normalise.QualifiedNames;
import dev.dragoman.protocol.normalise.Toolbox;
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
   * The tools that Bedrock has: functions.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for tools and choices that cannot be carried
   */
  static ConverseTools of(ChatRequest request, Capabilities capabilities, ConverseLosses losses) {
    Toolbox toolbox = Toolbox.of(request, capabilities, ProtocolId.BEDROCK, losses::add);
    List<FunctionTool> functions = new ArrayList<>(toolbox.tools().size());
    for (ToolDefinition tool : toolbox.tools()) {
      if (tool instanceof FunctionTool function) {
        functions.add(function);
      }
    }
    return new ConverseTools(functions, toolbox.choice(), toolbox.paths());
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

  /** Whether no call may be made, for which Bedrock has no word. */
  boolean areOff() {
    return choice instanceof None;
  }
}
