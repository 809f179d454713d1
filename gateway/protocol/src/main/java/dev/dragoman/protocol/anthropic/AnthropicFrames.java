package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the frames of a stream. Each has its {@code event:} line, without which SDKs skip it, and
 * the same word as {@code type} in its data.
 */
final class AnthropicFrames {
  private static final Map<String, byte[]> HEADS =
      Stream.of(
              "message_start",
              "content_block_start",
              "content_block_delta",
              "content_block_stop",
              "message_delta",
              "message_stop",
              "ping",
              "error")
          .collect(
              Collectors.toUnmodifiableMap(
                  type -> type, type -> bytes("event: " + type + "\ndata: ")));
  private static final byte[] PING = bytes("event: ping\ndata: {\"type\":\"ping\"}\n\n");
  private static final byte[] STOP =
      bytes("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  private static final byte[] END = bytes("\n\n");

  private final ReplyContext context;
  private final AnthropicBlockEncoder blocks = AnthropicBlockEncoder.reply();

  AnthropicFrames(ReplyContext context) {
    this.context = context;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void head(ByteArrayOutputStream out, String type) {
    byte[] head = HEADS.get(type);
    out.writeBytes(head == null ? bytes("event: " + type + "\ndata: ") : head);
  }

  private static JsonWriter begin(ByteArrayOutputStream out, String type) {
    head(out, type);
    return new JsonWriter(out).beginObject().field("type", type);
  }

  private static void end(ByteArrayOutputStream out, JsonWriter json) {
    json.endObject().close();
    out.writeBytes(END);
  }

  void ping(ByteArrayOutputStream out) {
    out.writeBytes(PING);
  }

  void messageStart(ByteArrayOutputStream out, MessageStart start) {
    JsonWriter json = begin(out, "message_start").beginObject("message");
    AnthropicResponses.head(json, start.id(), start.model(), context);
    json.beginArray("content").endArray().nullField("stop_reason").nullField("stop_sequence");
    AnthropicUsage.write(json, start.partial(), context.estimatedInputTokens());
    end(out, json.endObject());
  }

  /** Starts a block without what its deltas will bring. */
  void blockStart(ByteArrayOutputStream out, int index, ContentBlock block) {
    JsonWriter json = begin(out, "content_block_start").field("index", index).name("content_block");
    switch (block) {
      case Text _ -> json.beginObject().field("type", "text").field("text", "").endObject();
      case Reasoning thinking when thinking.kind() != Reasoning.Kind.REDACTED ->
          json.beginObject()
              .field("type", "thinking")
              .field("thinking", "")
              .field("signature", "")
              .endObject();
      case ToolCall call -> blocks.write(json, withoutArguments(call));
      case ServerToolCall call -> blocks.write(json, withoutArguments(call));
      case ContentBlock whole -> blocks.write(json, whole);
    }
    end(out, json);
  }

  private static ToolCall withoutArguments(ToolCall call) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        call.name(),
        call.namespace(),
        JsonText.EMPTY_OBJECT,
        false,
        null,
        null,
        call.ext());
  }

  private static ServerToolCall withoutArguments(ServerToolCall call) {
    return new ServerToolCall(
        call.id(), call.kind(), call.name(), JsonText.EMPTY_OBJECT, null, call.ext());
  }

  /** A delta of one text member, such as {@code text_delta} with {@code text}. */
  void delta(ByteArrayOutputStream out, int index, String type, String member, String text) {
    JsonWriter json =
        begin(out, "content_block_delta")
            .field("index", index)
            .beginObject("delta")
            .field("type", type)
            .field(member, text)
            .endObject();
    end(out, json);
  }

  void citation(ByteArrayOutputStream out, int index, JsonText citation) {
    JsonWriter json =
        begin(out, "content_block_delta")
            .field("index", index)
            .beginObject("delta")
            .field("type", "citations_delta")
            .field("citation", citation)
            .endObject();
    end(out, json);
  }

  void blockStop(ByteArrayOutputStream out, int index) {
    end(out, begin(out, "content_block_stop").field("index", index));
  }

  /** The end of a complete answer. */
  void messageEnd(ByteArrayOutputStream out, StopReason stop, Usage usage) {
    JsonWriter json = begin(out, "message_delta").beginObject("delta");
    AnthropicStops.write(json, stop);
    json.endObject();
    AnthropicUsage.writeCumulative(json, usage, context.estimatedInputTokens());
    end(out, json);
    out.writeBytes(STOP);
  }

  void error(ByteArrayOutputStream out, GatewayError error) {
    head(out, "error");
    out.writeBytes(AnthropicErrors.body(error, context.requestId()));
    out.writeBytes(END);
  }

  /** An event of this protocol that is newer than this gateway; others were made into frames. */
  void unknown(ByteArrayOutputStream out, JsonText raw) {
    if (JsonReader.parse(raw.text()) instanceof JsonObject event
        && event.get("type") instanceof JsonString(String type)
        && !HEADS.containsKey(type)
        && type.indexOf('\n') < 0
        && type.indexOf('\r') < 0) {
      head(out, type);
      out.writeBytes(bytes(raw.text()));
      out.writeBytes(END);
    }
  }
}
