package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.SourcePaths;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.normalise.Toolbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a request, in order, and the choice among the functions.
 *
 * @param hosted what Google runs itself
 * @param choice auto, none, required or named; null when the client leaves it open or there is
 *     nothing to choose from
 * @param paths the client's, for refusals
 */
record GeminiTools(
    List<FunctionTool> functions,
    List<HostedTool> hosted,
    @Nullable ToolChoice choice,
    SourcePaths paths) {
  GeminiTools {
    functions = List.copyOf(functions);
    hosted = List.copyOf(hosted);
  }

  /**
   * The tools that Gemini has.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for tools and choices that cannot be carried
   */
  static GeminiTools of(ChatRequest request, Capabilities capabilities, GeminiLosses losses) {
    Toolbox toolbox = Toolbox.of(request, capabilities, ProtocolId.GEMINI, losses::add);
    List<FunctionTool> functions = new ArrayList<>(toolbox.tools().size());
    List<HostedTool> hosted = new ArrayList<>();
    for (ToolDefinition tool : toolbox.tools()) {
      switch (tool) {
        case FunctionTool function -> functions.add(function);
        case HostedTool ofGoogle -> hosted.add(ofGoogle);
        case ToolDefinition.FreeformTool freeform ->
            throw new IllegalStateException(freeform.name() + " is a function by now");
      }
    }
    return new GeminiTools(functions, hosted, toolbox.choice(), toolbox.paths());
  }
}
