package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Bodies and frames as Anthropic's Messages API writes them, field by field after its public API
 * reference (version 2023-06-01). Hand-written; not the codec's output.
 */
public final class AnthropicWire implements UpstreamWire {
  static final String ID = "msg_01ScriptedAnswer";

  @Override
  public String path() {
    return "/v1/messages";
  }

  @Override
  public byte[] whole(String model, ScriptedTurn turn) {
    return object(json -> {
      head(json, model);
      json.beginArray("content");
      if (!turn.text().isEmpty()) {
        json.beginObject().field("type", "text").field("text", turn.joinedText()).endObject();
      }
      turn.calls().forEach(call -> toolUse(json, call, arguments(call)));
      json.endArray();
      json.field("stop_reason", stopReason(turn.stop())).nullField("stop_sequence");
      usage(json, turn.inputTokens(), turn.outputTokens());
    });
  }

  @Override
  public List<byte[]> opening(String model, ScriptedTurn turn) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(messageStart(model, turn.inputTokens()));
    frames.add(ping());
    said(frames, 0, turn);
    return frames;
  }

  /** A whole stream of a model that thinks before it says anything, and signs its thought. */
  public List<byte[]> stream(String model, ScriptedTurn turn, String thought, String signature) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(messageStart(model, turn.inputTokens()));
    frames.add(thinkingStart(0));
    frames.add(delta(0, "thinking_delta", "thinking", thought));
    frames.add(delta(0, "signature_delta", "signature", signature));
    frames.add(blockStop(0));
    said(frames, 1, turn);
    frames.addAll(ending(model, turn));
    return frames;
  }

  private void said(List<byte[]> frames, int first, ScriptedTurn turn) {
    int index = first;
    if (!turn.text().isEmpty()) {
      frames.add(textStart(index));
      for (String piece : turn.text()) {
        frames.add(textDelta(index, piece));
      }
      frames.add(blockStop(index++));
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      frames.add(toolStart(index, call));
      // The API begins every call with an empty fragment, also one that has no arguments.
      frames.add(argumentsDelta(index, ""));
      for (String fragment : call.arguments()) {
        frames.add(argumentsDelta(index, fragment));
      }
      frames.add(blockStop(index++));
    }
  }

  private static byte[] thinkingStart(int index) {
    return frame(
        "content_block_start",
        json ->
            json.field("index", index)
                .beginObject("content_block")
                .field("type", "thinking")
                .field("thinking", "")
                .field("signature", "")
                .endObject());
  }

  @Override
  public List<byte[]> ending(String model, ScriptedTurn turn) {
    return List.of(messageDelta(stopReason(turn.stop()), turn.outputTokens()), messageStop());
  }

  @Override
  public byte[] error(int status, String message) {
    return error(errorType(status), message);
  }

  @Override
  public byte[] errorFrame(String message) {
    return SseFrame.bytes("error", error("overloaded_error", message));
  }

  /** An error body of a named type. */
  public byte[] error(String type, String message) {
    return object(json ->
        json.field("type", "error")
            .beginObject("error")
            .field("type", type)
            .field("message", message)
            .endObject()
            .field("request_id", "req_011ScriptedError"));
  }

  /** The answer to a count of tokens. */
  public byte[] tokenCount(long inputTokens) {
    return object(json -> json.field("input_tokens", inputTokens));
  }

  public byte[] messageStart(String model, long inputTokens) {
    return frame(
        "message_start",
        json -> {
          json.beginObject("message");
          head(json, model);
          json.beginArray("content").endArray();
          json.nullField("stop_reason").nullField("stop_sequence");
          usage(json, inputTokens, 1);
          json.endObject();
        });
  }

  public byte[] ping() {
    return frame("ping", _ -> {});
  }

  public byte[] textStart(int index) {
    return frame(
        "content_block_start",
        json ->
            json.field("index", index)
                .beginObject("content_block")
                .field("type", "text")
                .field("text", "")
                .endObject());
  }

  public byte[] textDelta(int index, String text) {
    return delta(index, "text_delta", "text", text);
  }

  public byte[] toolStart(int index, ScriptedTurn.Call call) {
    return frame(
        "content_block_start",
        json -> {
          json.field("index", index).name("content_block");
          toolUse(json, call, JsonText.EMPTY_OBJECT);
        });
  }

  public byte[] argumentsDelta(int index, String fragment) {
    return delta(index, "input_json_delta", "partial_json", fragment);
  }

  public byte[] blockStop(int index) {
    return frame("content_block_stop", json -> json.field("index", index));
  }

  public byte[] messageDelta(String stopReason, long outputTokens) {
    return frame(
        "message_delta",
        json ->
            json.beginObject("delta")
                .field("stop_reason", stopReason)
                .nullField("stop_sequence")
                .endObject()
                .beginObject("usage")
                .field("output_tokens", outputTokens)
                .endObject());
  }

  public byte[] messageStop() {
    return frame("message_stop", _ -> {});
  }

  private static byte[] delta(int index, String type, String field, String value) {
    return frame(
        "content_block_delta",
        json ->
            json.field("index", index)
                .beginObject("delta")
                .field("type", type)
                .field(field, value)
                .endObject());
  }

  private static void head(JsonWriter json, String model) {
    json.field("id", ID).field("type", "message").field("role", "assistant").field("model", model);
  }

  private static void toolUse(JsonWriter json, ScriptedTurn.Call call, JsonText input) {
    json.beginObject()
        .field("type", "tool_use")
        .field("id", call.id())
        .field("name", call.name())
        .field("input", input)
        .endObject();
  }

  private static void usage(JsonWriter json, long input, long output) {
    json.beginObject("usage")
        .field("input_tokens", input)
        .field("cache_creation_input_tokens", 0)
        .field("cache_read_input_tokens", 0)
        .field("output_tokens", output)
        .field("service_tier", "standard")
        .endObject();
  }

  private static JsonText arguments(ScriptedTurn.Call call) {
    String joined = call.joinedArguments();
    return joined.isBlank() ? JsonText.EMPTY_OBJECT : new JsonText(joined);
  }

  private static String stopReason(ScriptedTurn.Stop stop) {
    return switch (stop) {
      case END -> "end_turn";
      case TOOLS -> "tool_use";
      case LENGTH -> "max_tokens";
    };
  }

  private static String errorType(int status) {
    return switch (status) {
      case 400 -> "invalid_request_error";
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 404 -> "not_found_error";
      case 413 -> "request_too_large";
      case 429 -> "rate_limit_error";
      case 529 -> "overloaded_error";
      default -> "api_error";
    };
  }

  private static byte[] frame(String type, Consumer<JsonWriter> fields) {
    return SseFrame.bytes(
        type,
        object(json -> {
          json.field("type", type);
          fields.accept(json);
        }));
  }

  private static byte[] object(Consumer<JsonWriter> fields) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    fields.accept(json);
    json.endObject();
    return json.bytes();
  }
}
