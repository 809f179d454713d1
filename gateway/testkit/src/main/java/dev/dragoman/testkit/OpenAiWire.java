package dev.dragoman.testkit;

import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bodies and frames as OpenAI's Chat Completions API writes them, field by field after its public
 * API reference. Streams carry the usage chunk, as if {@code stream_options.include_usage} had been
 * asked for. Hand-written; not the codec's output.
 */
public final class OpenAiWire implements UpstreamWire {
  static final String ID = "chatcmpl-ScriptedAnswer";
  private static final long CREATED = 1_790_000_000L;

  @Override
  public String path() {
    return "/v1/chat/completions";
  }

  @Override
  public byte[] whole(String model, ScriptedTurn turn) {
    return object(json -> {
      head(json, "chat.completion", model);
      json.beginArray("choices").beginObject().field("index", 0).beginObject("message");
      json.field("role", "assistant");
      if (turn.text().isEmpty()) {
        json.nullField("content");
      } else {
        json.field("content", turn.joinedText());
      }
      json.nullField("refusal");
      wholeCalls(json, turn.calls());
      json.beginArray("annotations").endArray();
      json.endObject().nullField("logprobs");
      json.field("finish_reason", finishReason(turn.stop())).endObject().endArray();
      json.name("usage");
      usage(json, turn.inputTokens(), turn.outputTokens());
      tail(json);
    });
  }

  @Override
  public List<byte[]> opening(String model, ScriptedTurn turn) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(role(model));
    for (String piece : turn.text()) {
      frames.add(text(model, piece));
    }
    for (int index = 0; index < turn.calls().size(); index++) {
      ScriptedTurn.Call call = turn.calls().get(index);
      frames.add(toolStart(model, index, call));
      for (String fragment : call.arguments()) {
        frames.add(arguments(model, index, fragment));
      }
    }
    return frames;
  }

  @Override
  public List<byte[]> ending(String model, ScriptedTurn turn) {
    return List.of(
        finish(model, finishReason(turn.stop())),
        usageChunk(model, turn.inputTokens(), turn.outputTokens()),
        done());
  }

  @Override
  public byte[] error(int status, String message) {
    return object(json ->
        json.beginObject("error")
            .field("message", message)
            .field("type", errorType(status))
            .nullField("param")
            .name("code")
            .value(errorCode(status))
            .endObject());
  }

  @Override
  public byte[] errorFrame(String message) {
    return SseFrame.bytes(null, error(500, message));
  }

  public byte[] role(String model) {
    return choice(model, json -> json.field("role", "assistant").field("content", ""), null);
  }

  public byte[] text(String model, String text) {
    return choice(model, json -> json.field("content", text), null);
  }

  /** A piece of a thought as DeepSeek streams it. */
  public byte[] thought(String model, String text) {
    return choice(model, json -> json.field("reasoning_content", text), null);
  }

  public byte[] toolStart(String model, int index, ScriptedTurn.Call call) {
    return choice(
        model,
        json -> {
          json.beginArray("tool_calls").beginObject().field("index", index);
          json.field("id", call.id()).field("type", "function");
          json.beginObject("function").field("name", call.name()).field("arguments", "");
          json.endObject().endObject().endArray();
        },
        null);
  }

  public byte[] arguments(String model, int index, String fragment) {
    return choice(
        model,
        json -> {
          json.beginArray("tool_calls").beginObject().field("index", index);
          json.beginObject("function").field("arguments", fragment).endObject();
          json.endObject().endArray();
        },
        null);
  }

  public byte[] finish(String model, String reason) {
    return choice(model, _ -> {}, reason);
  }

  public byte[] usageChunk(String model, long input, long output) {
    return SseFrame.bytes(
        null,
        object(json -> {
          head(json, "chat.completion.chunk", model);
          json.beginArray("choices").endArray().name("usage");
          usage(json, input, output);
          tail(json);
        }));
  }

  public byte[] done() {
    return SseFrame.bytes(null, "[DONE]".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] choice(String model, Consumer<JsonWriter> delta, @Nullable String finish) {
    return SseFrame.bytes(
        null,
        object(json -> {
          head(json, "chat.completion.chunk", model);
          json.beginArray("choices").beginObject().field("index", 0).beginObject("delta");
          delta.accept(json);
          json.endObject().nullField("logprobs");
          if (finish == null) {
            json.nullField("finish_reason");
          } else {
            json.field("finish_reason", finish);
          }
          json.endObject().endArray().nullField("usage");
          tail(json);
        }));
  }

  private static void wholeCalls(JsonWriter json, List<ScriptedTurn.Call> calls) {
    if (calls.isEmpty()) {
      return;
    }
    json.beginArray("tool_calls");
    for (ScriptedTurn.Call call : calls) {
      json.beginObject().field("id", call.id()).field("type", "function");
      json.beginObject("function").field("name", call.name());
      json.field("arguments", call.joinedArguments()).endObject().endObject();
    }
    json.endArray();
  }

  private static void head(JsonWriter json, String object, String model) {
    json.field("id", ID).field("object", object).field("created", CREATED).field("model", model);
  }

  private static void tail(JsonWriter json) {
    json.field("service_tier", "default").field("system_fingerprint", "fp_scripted");
  }

  private static void usage(JsonWriter json, long input, long output) {
    json.beginObject()
        .field("prompt_tokens", input)
        .field("completion_tokens", output)
        .field("total_tokens", input + output)
        .beginObject("prompt_tokens_details")
        .field("cached_tokens", 0)
        .field("audio_tokens", 0)
        .endObject()
        .beginObject("completion_tokens_details")
        .field("reasoning_tokens", 0)
        .field("audio_tokens", 0)
        .field("accepted_prediction_tokens", 0)
        .field("rejected_prediction_tokens", 0)
        .endObject()
        .endObject();
  }

  private static String finishReason(ScriptedTurn.Stop stop) {
    return switch (stop) {
      case END -> "stop";
      case TOOLS -> "tool_calls";
      case LENGTH -> "length";
    };
  }

  private static String errorType(int status) {
    return switch (status) {
      case 429 -> "rate_limit_error";
      case 503 -> "service_unavailable_error";
      default -> status >= 500 ? "server_error" : "invalid_request_error";
    };
  }

  private static String errorCode(int status) {
    return switch (status) {
      case 401 -> "invalid_api_key";
      case 404 -> "model_not_found";
      case 429 -> "rate_limit_exceeded";
      default -> status >= 500 ? "server_error" : "invalid_value";
    };
  }

  private static byte[] object(Consumer<JsonWriter> fields) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    fields.accept(json);
    json.endObject();
    return json.bytes();
  }
}
