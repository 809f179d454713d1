package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.RequestField;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import dev.dragoman.protocol.normalise.Leniency.Reduced;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Tools that are left out and choices that are left to the model where a target refuses them. */
final class ToolConcessions {
  private ToolConcessions() {}

  /** The request without the tool or the choice at {@code path}; null when another is meant. */
  static @Nullable Reduced at(ChatRequest request, String path, String reason) {
    if (path.equals(request.paths().of(RequestField.TOOL_CHOICE))) {
      ToolChoice eased = eased(request);
      return eased == null ? null : new Reduced(request.withToolChoice(eased), path, reason);
    }
    List<Integer> refused = hosted(request, path);
    return refused.isEmpty() ? null : without(request, refused, reason);
  }

  /** A choice of a tool that is not there is a mistake of the client, on any route. */
  private static @Nullable ToolChoice eased(ChatRequest request) {
    return switch (request.toolChoice()) {
      case null -> null;
      case Auto _, None _ -> null;
      case Required _, Hosted _ -> new Auto();
      case Named(String name) -> isAmong(request.tools(), name) ? new Auto() : null;
      case Allowed(Allowed.Mode mode, List<String> names) ->
          mode == Allowed.Mode.REQUIRED
                  && names.stream().anyMatch(name -> isAmong(request.tools(), name))
              ? new Allowed(Allowed.Mode.AUTO, names)
              : null;
    };
  }

  private static boolean isAmong(List<ToolDefinition> tools, String name) {
    return tools.stream().anyMatch(tool -> tool.name().equals(name));
  }

  /** The hosted tool at the path; all tools where the list is refused and holds no others. */
  private static List<Integer> hosted(ChatRequest request, String path) {
    List<ToolDefinition> tools = request.tools();
    if (path.equals(request.paths().of(RequestField.TOOLS))) {
      return tools.stream().allMatch(HostedTool.class::isInstance)
          ? IntStream.range(0, tools.size()).boxed().toList()
          : List.of();
    }
    return IntStream.range(0, tools.size())
        .filter(i -> tools.get(i) instanceof HostedTool)
        .filter(i -> request.paths().tool(i).path().equals(path))
        .boxed()
        .toList();
  }

  private static Reduced without(ChatRequest request, List<Integer> refused, String reason) {
    List<Dropped> lost = new ArrayList<>();
    for (int index : refused) {
      lost.add(Dropped.semantic(request.paths().tool(index).path(), reason));
    }
    List<Integer> kept =
        IntStream.range(0, request.tools().size())
            .filter(i -> !refused.contains(i))
            .boxed()
            .toList();
    ToolChoice choice = request.toolChoice();
    List<ToolDefinition> left = kept.stream().map(request.tools()::get).toList();
    if (choice != null && isVain(choice, left)) {
      lost.add(
          Dropped.semantic(
              request.paths().of(RequestField.TOOL_CHOICE), "what it chooses was left out"));
      choice = null;
    }
    return new Reduced(request.keepingTools(kept, choice), lost);
  }

  private static boolean isVain(ToolChoice choice, List<ToolDefinition> left) {
    return switch (choice) {
      case Auto _, None _ -> false;
      case Required _ -> left.isEmpty();
      case Hosted _ -> left.stream().noneMatch(HostedTool.class::isInstance);
      case Named(String name) -> !isAmong(left, name);
      case Allowed(var _, List<String> names) ->
          names.stream().noneMatch(name -> isAmong(left, name));
    };
  }
}
