package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.List;

/**
 * Content blocks of answers: an object with one member, which names the kind. What the model has no
 * record for becomes {@link Opaque}. Throws {@link GatewayException} that names the path of what is
 * wrong.
 */
final class ConverseBlockDecoder {
  private static final String SERVER_TOOL = "server_tool_use";

  private ConverseBlockDecoder() {}

  static ContentBlock block(JsonCursor block) {
    List<JsonCursor> members = block.members();
    if (members.isEmpty()) {
      throw block.invalid("must hold one kind of content");
    }
    JsonCursor content = members.getFirst();
    return switch (content.name()) {
      case "text" -> Text.of(content.string());
      case "toolUse" -> call(content, input(content));
      case "reasoningContent" -> ConverseReasoning.decode(content);
      case "citationsContent" -> cited(content);
      default ->
          new Opaque(ProtocolId.BEDROCK, content.name(), block.source(), null, Extensions.NONE);
    };
  }

  /** A call of the client's, or one that the service carries out by itself. */
  static ContentBlock call(JsonCursor toolUse, JsonText input) {
    String id = toolUse.requireString("toolUseId");
    String name = toolUse.requireString("name");
    return SERVER_TOOL.equals(toolUse.string("type"))
        ? new ServerToolCall(id, SERVER_TOOL, name, input, null, Extensions.NONE)
        : ToolCall.of(id, name, input);
  }

  private static JsonText input(JsonCursor toolUse) {
    JsonCursor input = toolUse.get("input");
    return input == null ? JsonText.EMPTY_OBJECT : JsonText.objectOf(input.source().text());
  }

  private static Text cited(JsonCursor content) {
    StringBuilder text = new StringBuilder();
    for (JsonCursor part : content.items("content")) {
      String piece = part.string("text");
      text.append(piece == null ? "" : piece);
    }
    List<Citation> citations = new ArrayList<>();
    content.items("citations").forEach(citation -> citations.add(citation(citation)));
    return new Text(text.toString(), citations, null, null, Extensions.NONE);
  }

  static Citation citation(JsonCursor citation) {
    JsonCursor location = citation.get("location");
    JsonCursor web = location == null ? null : location.get("web");
    return new Citation(
        web == null ? null : web.string("url"),
        citation.string("title"),
        null,
        null,
        ProtocolId.BEDROCK,
        citation.source());
  }
}
