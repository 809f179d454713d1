package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bodies and frames as OpenAI's Responses API writes them, field by field after its public API
 * reference. Hand-written; not the codec's output.
 */
public final class ResponsesWire implements UpstreamWire {
  private static final String ID = "resp_ScriptedAnswer";
  private static final long CREATED = 1_790_000_000L;
  private static final OpenAiWire ERRORS = new OpenAiWire();

  @Override
  public String path() {
    return "/v1/responses";
  }

  @Override
  public byte[] whole(String model, ScriptedTurn turn) {
    return bytes(response(model, turn, status(turn.stop()), items(turn)));
  }

  @Override
  public List<byte[]> opening(String model, ScriptedTurn turn) {
    return script(model, turn).subList(0, openingLength(turn));
  }

  @Override
  public List<byte[]> ending(String model, ScriptedTurn turn) {
    List<byte[]> all = script(model, turn);
    return all.subList(openingLength(turn), all.size());
  }

  /** All but the end of the last item and of the answer. */
  private static int openingLength(ScriptedTurn turn) {
    int message = turn.text().isEmpty() ? 0 : 2 + turn.text().size();
    int frames = 2 + message;
    for (ScriptedTurn.Call call : turn.calls()) {
      frames += 1 + call.arguments().size();
    }
    int items = turn.calls().size() + (turn.text().isEmpty() ? 0 : 1);
    boolean closesMessage = !turn.text().isEmpty() && items > 1;
    int closedCalls = Math.max(0, turn.calls().size() - 1);
    return frames + (closesMessage ? 3 : 0) + 2 * closedCalls;
  }

  private static List<byte[]> script(String model, ScriptedTurn turn) {
    Frames frames = new Frames();
    JsonText begun = response(model, turn, "in_progress", List.of());
    frames.add("response.created", json -> json.field("response", begun));
    frames.add("response.in_progress", json -> json.field("response", begun));
    List<JsonText> items = items(turn);
    int index = 0;
    if (!turn.text().isEmpty()) {
      message(frames, turn, items.getFirst());
      index = 1;
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      call(frames, call, index, items.get(index));
      index++;
    }
    String status = status(turn.stop());
    JsonText whole = response(model, turn, status, items);
    frames.add("response." + status, json -> json.field("response", whole));
    return frames.all;
  }

  private static final class Frames {
    private final List<byte[]> all = new ArrayList<>();

    void add(String type, Consumer<JsonWriter> members) {
      JsonWriter json = new JsonWriter().beginObject().field("type", type);
      json.field("sequence_number", (Integer) all.size());
      members.accept(json);
      all.add(SseFrame.bytes(type, json.endObject().bytes()));
    }
  }

  private static void message(Frames frames, ScriptedTurn turn, JsonText whole) {
    JsonText empty =
        text(
            "{'id':'msg_0','type':'message','status':'in_progress','role':'assistant','content':[]}");
    frames.add("response.output_item.added", json -> item(json, 0, empty));
    frames.add("response.content_part.added", json -> part(json, ""));
    for (String piece : turn.text()) {
      frames.add(
          "response.output_text.delta",
          json -> at(json).field("delta", piece).beginArray("logprobs").endArray());
    }
    String said = turn.joinedText();
    frames.add(
        "response.output_text.done",
        json -> at(json).field("text", said).beginArray("logprobs").endArray());
    frames.add("response.content_part.done", json -> part(json, said));
    frames.add("response.output_item.done", json -> item(json, 0, whole));
  }

  private static JsonWriter at(JsonWriter json) {
    return json.field("item_id", "msg_0")
        .field("output_index", (Integer) 0)
        .field("content_index", (Integer) 0);
  }

  private static void part(JsonWriter json, String text) {
    at(json).field("part", part(text));
  }

  private static JsonText part(String text) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "output_text");
    json.beginArray("annotations").endArray().beginArray("logprobs").endArray();
    return new JsonText(json.field("text", text).endObject().text());
  }

  private static void item(JsonWriter json, int index, JsonText item) {
    json.field("output_index", (Integer) index).field("item", item);
  }

  private static void call(Frames frames, ScriptedTurn.Call call, int index, JsonText whole) {
    frames.add(
        "response.output_item.added",
        json -> item(json, index, call(call, index, "in_progress", "")));
    for (String fragment : call.arguments()) {
      frames.add(
          "response.function_call_arguments.delta",
          json -> in(json, index).field("delta", fragment));
    }
    frames.add(
        "response.function_call_arguments.done",
        json -> in(json, index).field("arguments", call.joinedArguments()));
    frames.add("response.output_item.done", json -> item(json, index, whole));
  }

  private static JsonWriter in(JsonWriter json, int index) {
    return json.field("item_id", "fc_" + index).field("output_index", (Integer) index);
  }

  private static List<JsonText> items(ScriptedTurn turn) {
    List<JsonText> items = new ArrayList<>();
    if (!turn.text().isEmpty()) {
      JsonWriter json = new JsonWriter().beginObject().field("id", "msg_0");
      json.field("type", "message").field("status", "completed").field("role", "assistant");
      json.beginArray("content").value(part(turn.joinedText())).endArray();
      items.add(new JsonText(json.endObject().text()));
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      String status = turn.stop() == ScriptedTurn.Stop.LENGTH ? "incomplete" : "completed";
      items.add(call(call, items.size(), status, call.joinedArguments()));
    }
    return items;
  }

  private static JsonText call(ScriptedTurn.Call call, int index, String status, String arguments) {
    JsonWriter json = new JsonWriter().beginObject().field("id", "fc_" + index);
    json.field("type", "function_call").field("status", status).field("arguments", arguments);
    json.field("call_id", call.id()).field("name", call.name());
    return new JsonText(json.endObject().text());
  }

  private static JsonText response(
      String model, ScriptedTurn turn, String status, List<JsonText> items) {
    JsonWriter json = new JsonWriter().beginObject();
    json.field("id", ID).field("object", "response").field("created_at", (Long) CREATED);
    json.field("status", status).field("background", (Boolean) false).nullField("error");
    if (status.equals("incomplete")) {
      json.beginObject("incomplete_details").field("reason", "max_output_tokens").endObject();
    } else {
      json.nullField("incomplete_details");
    }
    json.nullField("instructions").nullField("max_output_tokens").field("model", model);
    json.beginArray("output");
    items.forEach(json::value);
    json.endArray().field("parallel_tool_calls", (Boolean) true);
    json.nullField("previous_response_id");
    json.field("reasoning", text("{'effort':null,'summary':null}"));
    json.field("service_tier", "default").field("store", (Boolean) false);
    json.field("temperature", (Integer) 1).field("text", text("{'format':{'type':'text'}}"));
    json.field("tool_choice", "auto").field("tools", text("[]")).field("top_p", (Integer) 1);
    json.field("truncation", "disabled");
    usage(json, status.equals("in_progress") ? null : turn);
    json.nullField("user").field("metadata", text("{}"));
    return new JsonText(json.endObject().text());
  }

  private static void usage(JsonWriter json, @Nullable ScriptedTurn turn) {
    if (turn == null) {
      json.nullField("usage");
      return;
    }
    json.beginObject("usage").field("input_tokens", (Long) turn.inputTokens());
    json.field("input_tokens_details", text("{'cached_tokens':0,'cache_write_tokens':0}"));
    json.field("output_tokens", (Long) turn.outputTokens());
    json.field("output_tokens_details", text("{'reasoning_tokens':0}"));
    json.field("total_tokens", (Long) (turn.inputTokens() + turn.outputTokens())).endObject();
  }

  private static String status(ScriptedTurn.Stop stop) {
    return switch (stop) {
      case END, TOOLS -> "completed";
      case LENGTH -> "incomplete";
    };
  }

  @Override
  public byte[] error(int status, String message) {
    return ERRORS.error(status, message);
  }

  @Override
  public byte[] errorFrame(String message) {
    JsonWriter json = new JsonWriter().beginObject().field("type", "error");
    json.field("code", "server_error").field("message", message).nullField("param");
    return SseFrame.bytes("error", json.field("sequence_number", (Integer) 99).endObject().bytes());
  }

  private static JsonText text(String quoted) {
    return new JsonText(quoted.replace('\'', '"'));
  }

  private static byte[] bytes(JsonText json) {
    return json.text().getBytes(StandardCharsets.UTF_8);
  }
}
