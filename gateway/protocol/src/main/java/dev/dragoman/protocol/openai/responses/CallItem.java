package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/**
 * An item of type {@code function_call} or {@code custom_tool_call} while its arguments come.
 * Arguments go on as they came; raw text is a JSON string until it is whole and goes on in one
 * piece.
 */
final class CallItem {
  private static final String INPUT = "response.custom_tool_call_input.";
  private static final String ARGUMENTS = "response.function_call_arguments.";

  private final String id;
  private final int index;
  private final ToolCall call;
  private final ToolNamespaces.Qualified name;
  private final EventWriter events;
  private final StringBuilder said = new StringBuilder();

  CallItem(String id, int index, ToolCall call, ToolNamespaces.Qualified name, EventWriter events) {
    this.id = id;
    this.index = index;
    this.call = call;
    this.name = name;
    this.events = events;
  }

  int index() {
    return index;
  }

  void open(ByteArrayOutputStream out) {
    OutputItems.added(events, index, json("in_progress", ""), out);
  }

  void arguments(String fragment, ByteArrayOutputStream out) {
    if (fragment.isEmpty()) {
      return;
    }
    said.append(fragment);
    if (!call.freeform()) {
      event(ARGUMENTS + "delta", json -> json.field("delta", fragment), out);
    }
  }

  /**
   * Ends the item; clients parse the arguments of every call, so one without any gets {@code {}}.
   */
  JsonText close(String status, ByteArrayOutputStream out) {
    if (call.freeform()) {
      String input = rawText(said.toString());
      if (!input.isEmpty()) {
        event(INPUT + "delta", json -> json.field("delta", input), out);
      }
      event(INPUT + "done", json -> json.field("input", input), out);
      return done(status, input, out);
    }
    if (said.isEmpty()) {
      arguments(call.arguments().text(), out);
    }
    String arguments = said.toString();
    event(ARGUMENTS + "done", json -> json.field("arguments", arguments), out);
    return done(status, arguments, out);
  }

  private JsonText done(String status, String arguments, ByteArrayOutputStream out) {
    JsonText item = json(status, arguments);
    OutputItems.done(events, index, item, out);
    return item;
  }

  private static String rawText(String arguments) {
    try {
      return new JsonText(arguments).parse() instanceof JsonString(String text) ? text : arguments;
    } catch (JsonSyntaxException notJson) {
      return arguments;
    }
  }

  private void event(String type, Consumer<JsonWriter> members, ByteArrayOutputStream out) {
    events.write(
        type,
        json -> {
          json.field("item_id", id).field("output_index", (Integer) index);
          members.accept(json);
        },
        out);
  }

  private JsonText json(String status, String arguments) {
    JsonWriter json = new JsonWriter().beginObject().field("id", id);
    json.field("type", call.freeform() ? "custom_tool_call" : "function_call");
    json.field("status", status).field("call_id", call.id());
    json.field("name", name.name()).field("namespace", name.namespace());
    json.field(call.freeform() ? "input" : "arguments", arguments);
    return new JsonText(json.endObject().text());
  }
}
