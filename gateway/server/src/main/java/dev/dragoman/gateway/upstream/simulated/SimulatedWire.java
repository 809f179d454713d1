package dev.dragoman.gateway.upstream.simulated;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.wire.SseFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers as OpenAI Chat Completions spells them (OpenAI API reference, Chat). */
final class SimulatedWire {
  private static final String ID = "chatcmpl-simulated";
  private static final String CALL_ID = "call_simulated";
  private static final long CREATED = 1_767_225_600;

  private final String model;

  SimulatedWire(String model) {
    this.model = model;
  }

  /** A whole answer. */
  byte[] whole(SimulatedAnswer answer) {
    JsonWriter json = head("chat.completion");
    json.beginArray("choices").beginObject().field("index", 0).beginObject("message");
    json.field("role", "assistant").field("content", String.join("", answer.tokens()));
    json.nullField("refusal");
    if (!answer.thoughts().isEmpty()) {
      json.field("reasoning_content", String.join("", answer.thoughts()));
    }
    SimulatedAnswer.Call call = answer.call();
    if (call != null) {
      json.beginArray("tool_calls").beginObject();
      json.field("id", CALL_ID).field("type", "function");
      function(json, call.name(), call.arguments().text()).endObject().endArray();
    }
    json.endObject().nullField("logprobs").field("finish_reason", answer.finishReason());
    json.endObject().endArray();
    return usage(json, answer).endObject().bytes();
  }

  /** The frames of a streamed answer, one for each token. */
  List<byte[]> frames(SimulatedAnswer answer, boolean withUsage) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(chunk(null, json -> json.field("role", "assistant").field("content", "")));
    for (String thought : answer.thoughts()) {
      frames.add(chunk(null, json -> json.field("reasoning_content", thought)));
    }
    for (String token : answer.tokens()) {
      frames.add(chunk(null, json -> json.field("content", token)));
    }
    SimulatedAnswer.Call call = answer.call();
    if (call != null) {
      frames.add(chunk(null, json -> callStart(json, call.name())));
      for (String fragment : SimulatedAnswer.tokensOf(call.arguments().text())) {
        frames.add(chunk(null, json -> callFragment(json, fragment)));
      }
    }
    frames.add(chunk(answer.finishReason(), json -> {}));
    if (withUsage) {
      JsonWriter json = head("chat.completion.chunk").beginArray("choices").endArray();
      frames.add(SseFrame.bytes(null, usage(json, answer).endObject().bytes()));
    }
    frames.add(SseFrame.bytes(null, "[DONE]".getBytes(StandardCharsets.US_ASCII)));
    return frames;
  }

  /** The frame that ends a stream with an error. */
  static byte[] errorFrame() {
    return SseFrame.bytes(null, error(500));
  }

  /** The body of an error response. */
  static byte[] error(int status) {
    String type =
        switch (status) {
          case 400, 401 -> "invalid_request_error";
          case 429 -> "rate_limit_error";
          default -> "server_error";
        };
    return new JsonWriter()
        .beginObject()
        .beginObject("error")
        .field("message", "simulated failure of status " + status)
        .field("type", type)
        .nullField("param")
        .nullField("code")
        .endObject()
        .endObject()
        .bytes();
  }

  private interface Delta {
    void write(JsonWriter json);
  }

  private byte[] chunk(@Nullable String finishReason, Delta delta) {
    JsonWriter json = head("chat.completion.chunk");
    json.beginArray("choices").beginObject().field("index", 0).beginObject("delta");
    delta.write(json);
    json.endObject();
    if (finishReason == null) {
      json.nullField("finish_reason");
    } else {
      json.field("finish_reason", finishReason);
    }
    return SseFrame.bytes(null, json.endObject().endArray().endObject().bytes());
  }

  private static void callStart(JsonWriter json, String name) {
    json.beginArray("tool_calls").beginObject().field("index", 0);
    json.field("id", CALL_ID).field("type", "function");
    function(json, name, "").endObject().endArray();
  }

  private static void callFragment(JsonWriter json, String fragment) {
    json.beginArray("tool_calls").beginObject().field("index", 0).beginObject("function");
    json.field("arguments", fragment).endObject().endObject().endArray();
  }

  private static JsonWriter function(JsonWriter json, String name, String arguments) {
    return json.beginObject("function")
        .field("name", name)
        .field("arguments", arguments)
        .endObject();
  }

  private JsonWriter head(String object) {
    return new JsonWriter()
        .beginObject()
        .field("id", ID)
        .field("object", object)
        .field("created", CREATED)
        .field("model", model);
  }

  private static JsonWriter usage(JsonWriter json, SimulatedAnswer answer) {
    int completion = answer.completionTokens();
    return json.beginObject("usage")
        .field("prompt_tokens", answer.promptTokens())
        .field("completion_tokens", completion)
        .field("total_tokens", answer.promptTokens() + completion)
        .field(
            "completion_tokens_details",
            new JsonText("{\"reasoning_tokens\":" + answer.thoughts().size() + "}"))
        .endObject();
  }
}
