package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ToolChoice;
import dev.dragoman.protocol.model.ToolChoice.Allowed;
import dev.dragoman.protocol.model.ToolChoice.Auto;
import dev.dragoman.protocol.model.ToolChoice.Hosted;
import dev.dragoman.protocol.model.ToolChoice.Named;
import dev.dragoman.protocol.model.ToolChoice.None;
import dev.dragoman.protocol.model.ToolChoice.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code tool_choice}: a word, or an object that names a tool, some tools, or a hosted one. */
final class ToolChoiceDecoder {
  private ToolChoiceDecoder() {}

  static @Nullable ToolChoice decode(JsonCursor body) {
    JsonCursor choice = body.get("tool_choice");
    if (choice == null) {
      return null;
    }
    return choice.isString() ? word(choice) : object(choice);
  }

  private static ToolChoice word(JsonCursor choice) {
    return switch (choice.string()) {
      case "auto" -> new Auto();
      case "none" -> new None();
      case "required" -> new Required();
      default -> throw choice.invalid("must be \"none\", \"auto\", \"required\" or an object");
    };
  }

  private static ToolChoice object(JsonCursor choice) {
    return switch (choice.requireString("type")) {
      case "function", "custom" -> new Named(ToolNamespaces.flatNameOf(choice));
      case "allowed_tools" -> allowed(choice);
      default -> new Hosted(ProtocolId.OPENAI_RESPONSES, choice.source());
    };
  }

  private static Allowed allowed(JsonCursor choice) {
    List<String> names =
        choice.require("tools").items().stream().map(ToolChoiceDecoder::nameOf).toList();
    boolean required = "required".equals(choice.string("mode"));
    return new Allowed(required ? Allowed.Mode.REQUIRED : Allowed.Mode.AUTO, names);
  }

  /** Hosted tools have no name but their type. */
  private static String nameOf(JsonCursor tool) {
    return tool.get("name") == null ? tool.requireString("type") : ToolNamespaces.flatNameOf(tool);
  }
}
