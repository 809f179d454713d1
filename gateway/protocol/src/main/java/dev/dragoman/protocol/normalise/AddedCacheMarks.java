package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Capabilities;
import dev.dragoman.protocol.codec.Capabilities.Flag;
import dev.dragoman.protocol.model.CacheHint;
import dev.dragoman.protocol.model.CachePolicy;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.ArrayList;
import java.util.List;

/**
 * Cache marks for clients that set none (design.md 4): on the last function and on the last text of
 * the system prompt, which stay the same from one request of a conversation to the next. A client
 * that marks anything itself knows better. Pure, so that prompt caches live.
 */
public final class AddedCacheMarks {
  /** Kept as long as the provider usually does. */
  private static final CacheHint MARK = new CacheHint(null, Extensions.NONE);

  private AddedCacheMarks() {}

  /** Whether marks would be added: the target takes some, and the request has none. */
  public static boolean isFor(ChatRequest request, Capabilities capabilities) {
    return capabilities.has(Flag.CACHE_MARKS)
        && (request.system().stream().anyMatch(AddedCacheMarks::isText)
            || takesTools(capabilities, request.tools()))
        && !isMarked(request);
  }

  private static boolean isText(ContentBlock block) {
    return block instanceof Text text && !text.text().isEmpty();
  }

  private static boolean takesTools(Capabilities capabilities, List<ToolDefinition> tools) {
    return capabilities.has(Flag.TOOL_CACHE_MARKS)
        && tools.stream().anyMatch(FunctionTool.class::isInstance);
  }

  /** The request with marks, where they are {@link #isFor} it; else the request. */
  public static ChatRequest to(ChatRequest request, Capabilities capabilities) {
    if (!isFor(request, capabilities)) {
      return request;
    }
    List<ContentBlock> system = new ArrayList<>(request.system());
    markText(system);
    List<ToolDefinition> tools = new ArrayList<>(request.tools());
    if (capabilities.has(Flag.TOOL_CACHE_MARKS)) {
      markTool(tools);
    }
    return request.withPromptInPlace(system, tools);
  }

  private static boolean isMarked(ChatRequest request) {
    CachePolicy policy = request.cachePolicy();
    return (policy != null && (policy.automaticTtl() != null || policy.mode() != null))
        || request.tools().stream().anyMatch(tool -> CacheMarks.hintOf(tool) != null)
        || areMarked(request.system())
        || request.messages().stream().anyMatch(message -> areMarked(message.content()));
  }

  private static boolean areMarked(List<ContentBlock> blocks) {
    for (ContentBlock block : blocks) {
      if (block.cache() != null) {
        return true;
      }
    }
    return false;
  }

  private static void markTool(List<ToolDefinition> tools) {
    for (int i = tools.size() - 1; i >= 0; i--) {
      if (tools.get(i) instanceof FunctionTool tool) {
        tools.set(i, marked(tool));
        return;
      }
    }
  }

  private static FunctionTool marked(FunctionTool tool) {
    return new FunctionTool(
        tool.name(),
        tool.namespace(),
        tool.description(),
        tool.inputSchema(),
        tool.dialect(),
        tool.strict(),
        tool.deferLoading(),
        MARK,
        tool.ext());
  }

  private static void markText(List<ContentBlock> system) {
    for (int i = system.size() - 1; i >= 0; i--) {
      if (system.get(i) instanceof Text text && !text.text().isEmpty()) {
        system.set(i, CacheMarks.marked(text, MARK));
        return;
      }
    }
  }
}
