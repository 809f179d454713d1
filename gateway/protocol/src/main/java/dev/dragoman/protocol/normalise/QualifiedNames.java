package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.ChatRequest;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ToolDefinition;
import dev.dragoman.protocol.model.ToolDefinition.FreeformTool;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import dev.dragoman.protocol.model.ToolDefinition.HostedTool;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of tools for targets that have no namespaces: {@code namespace__name} (protocols.md 2.7).
 */
public final class QualifiedNames {
  private QualifiedNames() {}

  /** The client's name of a tool, with its namespace where it has one. */
  public static String of(ToolDefinition tool) {
    return switch (tool) {
      case FunctionTool function -> qualified(function.namespace(), function.name());
      case FreeformTool freeform -> freeform.name();
      case HostedTool hosted -> hosted.name();
    };
  }

  /** The name of the tool that is called. */
  public static String of(ToolCall call) {
    return qualified(call.namespace(), call.name());
  }

  /** Every name, in the order of first use, so that collisions are solved alike in every turn. */
  public static Set<String> in(ChatRequest request) {
    Set<String> names = new LinkedHashSet<>();
    request.tools().forEach(tool -> names.add(of(tool)));
    for (Message message : request.messages()) {
      for (ContentBlock block : message.content()) {
        if (block instanceof ToolCall call) {
          names.add(of(call));
        }
      }
    }
    return names;
  }

  private static String qualified(@Nullable String namespace, String name) {
    return namespace == null ? name : namespace + "__" + name;
  }
}
