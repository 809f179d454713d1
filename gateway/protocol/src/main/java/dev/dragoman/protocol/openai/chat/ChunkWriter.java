package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.Usage;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes single chunks, all with the same id, time and model. Clients that asked for usage get
 * {@code usage: null} in every chunk but the last, as OpenAI sends it.
 */
final class ChunkWriter {
  private final String id;
  private final Long created;
  private final String model;
  private final boolean usageAsked;

  private ChunkWriter(String id, Long created, String model, boolean usageAsked) {
    this.id = id;
    this.created = created;
    this.model = model;
    this.usageAsked = usageAsked;
  }

  static ChunkWriter of(MessageStart start, ReplyContext context) {
    return new ChunkWriter(
        OpenAiChatResponseEncoder.id(start.id(), context),
        OpenAiChatResponseEncoder.created(start.created(), context),
        OpenAiChatResponseEncoder.model(start.model(), context),
        context.includeUsage());
  }

  void delta(ChunkCandidate candidate, Consumer<JsonWriter> delta, ByteArrayOutputStream out) {
    choice(candidate, delta, null, null, out);
  }

  void logprobs(ChunkCandidate candidate, JsonText logprobs, ByteArrayOutputStream out) {
    choice(candidate, _ -> {}, logprobs, null, out);
  }

  void finish(ChunkCandidate candidate, String reason, ByteArrayOutputStream out) {
    choice(candidate, _ -> {}, null, reason, out);
  }

  void callStart(ChunkBlock block, ToolCall call, ByteArrayOutputStream out) {
    call(
        block,
        json -> {
          String type = block.freeform ? "custom" : "function";
          json.field("id", call.id()).field("type", type).beginObject(type);
          json.field("name", call.name()).field(block.freeform ? "input" : "arguments", "");
          json.endObject();
          call.ext().of(ProtocolId.OPENAI_CHAT).forEach(json::field);
        },
        out);
  }

  void callArguments(ChunkBlock block, String fragment, ByteArrayOutputStream out) {
    call(
        block,
        json ->
            json.beginObject(block.freeform ? "custom" : "function")
                .field(block.freeform ? "input" : "arguments", fragment)
                .endObject(),
        out);
  }

  private void call(ChunkBlock block, Consumer<JsonWriter> call, ByteArrayOutputStream out) {
    delta(
        block.candidate,
        json -> {
          json.beginArray("tool_calls").beginObject().field("index", block.call);
          call.accept(json);
          json.endObject().endArray();
        },
        out);
  }

  void usage(Usage usage, ByteArrayOutputStream out) {
    JsonWriter json = begun();
    json.endArray();
    ChatUsage.write(json, usage);
    write(json, out);
  }

  private void choice(
      ChunkCandidate candidate,
      Consumer<JsonWriter> delta,
      @Nullable JsonText logprobs,
      @Nullable String finishReason,
      ByteArrayOutputStream out) {
    JsonWriter json = begun();
    json.beginObject().field("index", candidate.index).beginObject("delta");
    delta.accept(json);
    json.endObject();
    if (logprobs == null) {
      json.nullField("logprobs");
    } else {
      json.field("logprobs", logprobs);
    }
    if (finishReason == null) {
      json.nullField("finish_reason");
    } else {
      json.field("finish_reason", finishReason);
    }
    json.endObject().endArray();
    if (usageAsked) {
      json.nullField("usage");
    }
    write(json, out);
  }

  private JsonWriter begun() {
    return new JsonWriter()
        .beginObject()
        .field("id", id)
        .field("object", "chat.completion.chunk")
        .field("created", created)
        .field("model", model)
        .beginArray("choices");
  }

  private static void write(JsonWriter json, ByteArrayOutputStream out) {
    out.writeBytes(SseFrame.bytes(null, json.endObject().bytes()));
  }
}
