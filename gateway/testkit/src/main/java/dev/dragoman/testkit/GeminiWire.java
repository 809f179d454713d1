package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bodies and frames as the Gemini API writes them, field by field after its public API reference
 * (version v1beta). Hand-written; not the codec's output. Calls come whole, and one whose arguments
 * are cut does not come at all. On Vertex AI they have no ids, and answers say when they were made.
 */
public final class GeminiWire implements UpstreamWire {
  static final String ID = "scripted-answer";

  private final String path;
  private final boolean vertex;

  private GeminiWire(String path, boolean vertex) {
    this.path = path;
    this.vertex = vertex;
  }

  /** The Gemini API. */
  public GeminiWire() {
    this("/v1beta/models/", false);
  }

  /** Vertex AI in a project and a location (version v1), as its REST reference has it. */
  public static GeminiWire ofVertex(String project, String location) {
    return new GeminiWire(
        "/v1/projects/" + project + "/locations/" + location + "/publishers/google/models/", true);
  }

  /** The model and the method follow. */
  @Override
  public String path() {
    return path;
  }

  @Override
  public byte[] whole(String model, ScriptedTurn turn) {
    return answer(
        model,
        parts -> {
          if (!turn.text().isEmpty()) {
            text(parts, turn.joinedText());
          }
          turn.calls().forEach(call -> call(parts, call));
        },
        turn);
  }

  @Override
  public List<byte[]> opening(String model, ScriptedTurn turn) {
    List<byte[]> frames = new ArrayList<>();
    for (String piece : turn.text()) {
      frames.add(frame(model, parts -> text(parts, piece), null));
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      if (arguments(call) != null) {
        frames.add(frame(model, parts -> call(parts, call), null));
      }
    }
    return frames;
  }

  /** A whole stream of a model that thinks, and signs the first call of its turn. */
  public List<byte[]> stream(String model, ScriptedTurn turn, String thought, String signature) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(
        frame(
            model,
            parts -> parts.beginObject().field("text", thought).field("thought", true).endObject(),
            null));
    for (String piece : turn.text()) {
      frames.add(frame(model, parts -> text(parts, piece), null));
    }
    for (int i = 0; i < turn.calls().size(); i++) {
      ScriptedTurn.Call call = turn.calls().get(i);
      String signed = i == 0 ? signature : null;
      frames.add(frame(model, parts -> call(parts, call, signed), null));
    }
    frames.addAll(ending(model, turn));
    return frames;
  }

  @Override
  public List<byte[]> ending(String model, ScriptedTurn turn) {
    return List.of(frame(model, parts -> text(parts, ""), turn));
  }

  @Override
  public byte[] error(int status, String message) {
    return object(json ->
        json.beginObject("error")
            .field("code", status)
            .field("message", message)
            .field("status", word(status))
            .endObject());
  }

  @Override
  public byte[] errorFrame(String message) {
    return SseFrame.bytes(null, error(503, message));
  }

  private byte[] frame(String model, Consumer<JsonWriter> parts, @Nullable ScriptedTurn ended) {
    return SseFrame.bytes(null, answer(model, parts, ended));
  }

  private byte[] answer(String model, Consumer<JsonWriter> parts, @Nullable ScriptedTurn ended) {
    return object(json -> {
      json.beginArray("candidates").beginObject().beginObject("content");
      json.beginArray("parts");
      parts.accept(json);
      json.endArray().field("role", "model").endObject();
      json.field("finishReason", ended == null ? null : reason(ended.stop()));
      json.field("index", 0).endObject().endArray();
      if (ended != null) {
        usage(json, ended);
      }
      json.field("modelVersion", model)
          .field("createTime", vertex ? "2026-11-30T08:00:00.123456Z" : null)
          .field("responseId", ID);
    });
  }

  private static void text(JsonWriter parts, String text) {
    parts.beginObject().field("text", text).endObject();
  }

  private void call(JsonWriter parts, ScriptedTurn.Call call) {
    call(parts, call, null);
  }

  private void call(JsonWriter parts, ScriptedTurn.Call call, @Nullable String signature) {
    JsonText arguments = arguments(call);
    if (arguments != null) {
      parts
          .beginObject()
          .beginObject("functionCall")
          .field("name", call.name())
          .field("args", arguments)
          .field("id", vertex ? null : call.id())
          .endObject()
          .field("thoughtSignature", signature)
          .endObject();
    }
  }

  private static @Nullable JsonText arguments(ScriptedTurn.Call call) {
    String joined = call.joinedArguments();
    if (joined.isBlank()) {
      return JsonText.EMPTY_OBJECT;
    }
    return JsonReader.tryParse(joined) instanceof JsonObject ? new JsonText(joined) : null;
  }

  private void usage(JsonWriter json, ScriptedTurn turn) {
    json.beginObject("usageMetadata")
        .field("promptTokenCount", turn.inputTokens())
        .field("candidatesTokenCount", turn.outputTokens())
        .field("totalTokenCount", turn.inputTokens() + turn.outputTokens())
        .field("trafficType", vertex ? "ON_DEMAND" : null)
        .endObject();
  }

  /** A call is no reason of its own here. */
  private static String reason(ScriptedTurn.Stop stop) {
    return switch (stop) {
      case END, TOOLS -> "STOP";
      case LENGTH -> "MAX_TOKENS";
    };
  }

  private static String word(int status) {
    return switch (status) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 429 -> "RESOURCE_EXHAUSTED";
      case 503 -> "UNAVAILABLE";
      case 504 -> "DEADLINE_EXCEEDED";
      default -> "INTERNAL";
    };
  }

  private static byte[] object(Consumer<JsonWriter> fields) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    fields.accept(json);
    return json.endObject().bytes();
  }
}
