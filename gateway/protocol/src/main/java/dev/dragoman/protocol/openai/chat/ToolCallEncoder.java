package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.ToolNames;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Writes {@code tool_calls} of a whole message, in requests and in answers. Arguments are the
 * source text as a string, no digit or key order changed; without calls the member is left out, for
 * an empty array breaks clients.
 */
final class ToolCallEncoder {
  private ToolCallEncoder() {}

  /**
   * Writes the member unless there are no calls.
   *
   * @param ids what to write for an id
   */
  static void write(
      JsonWriter json, List<ToolCall> calls, ToolNames names, UnaryOperator<String> ids) {
    if (calls.isEmpty()) {
      return;
    }
    json.beginArray("tool_calls");
    for (ToolCall call : calls) {
      json.beginObject().field("id", ids.apply(call.id()));
      if (call.freeform()) {
        json.field("type", "custom").beginObject("custom");
        json.field("name", names.toTarget(call.name()));
        json.field("input", ToolArguments.freeformText(call.arguments()));
      } else {
        json.field("type", "function").beginObject("function");
        json.field("name", names.toTarget(call.name()));
        json.field("arguments", call.arguments().text());
      }
      json.endObject();
      call.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
      json.endObject();
    }
    json.endArray();
  }
}
