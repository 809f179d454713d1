package dev.dragoman.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Bodies and messages as Bedrock's Converse and ConverseStream write them, field by field after its
 * API reference. Hand-written; not the codec's output.
 */
public final class BedrockWire {
  private BedrockWire() {}

  /** The JSON body of a whole answer. */
  public static byte[] whole(ScriptedTurn turn) {
    JsonWriter json = new JsonWriter().beginObject();
    json.beginObject("output").beginObject("message").beginArray("content");
    if (!turn.text().isEmpty()) {
      json.beginObject().field("text", turn.joinedText()).endObject();
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      json.beginObject()
          .beginObject("toolUse")
          .field("toolUseId", call.id())
          .field("name", call.name())
          .field("input", JsonText.objectOf(call.joinedArguments()))
          .endObject()
          .endObject();
    }
    json.endArray().field("role", "assistant").endObject().endObject();
    json.field("stopReason", stopReason(turn.stop()));
    usage(json, turn);
    return json.endObject().bytes();
  }

  /** The messages of a whole stream; text and calls as they come, usage behind the stop. */
  public static List<byte[]> stream(ScriptedTurn turn) {
    List<byte[]> messages = new ArrayList<>(opening(turn));
    messages.addAll(ending(turn));
    return messages;
  }

  /** The messages that say that the turn is over, and what it took. */
  public static List<byte[]> ending(ScriptedTurn turn) {
    JsonWriter metadata = new JsonWriter().beginObject();
    usage(metadata, turn);
    return List.of(
        EventStreamBytes.event(
            "messageStop", "{\"stopReason\":\"" + stopReason(turn.stop()) + "\"}"),
        EventStreamBytes.event("metadata", metadata.endObject().text()));
  }

  /** The messages of a stream up to, not including, those that say that the turn is over. */
  public static List<byte[]> opening(ScriptedTurn turn) {
    List<byte[]> messages = new ArrayList<>();
    messages.add(EventStreamBytes.event("messageStart", "{\"role\":\"assistant\"}"));
    int index = 0;
    if (!turn.text().isEmpty()) {
      for (String piece : turn.text()) {
        messages.add(delta(index, "{\"text\":" + JsonText.ofString(piece).text() + "}"));
      }
      messages.add(blockStop(index++));
    }
    for (ScriptedTurn.Call call : turn.calls()) {
      messages.add(
          EventStreamBytes.event(
              "contentBlockStart",
              "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"%s\",\"name\":\"%s\"}}}"
                  .formatted(index, call.id(), call.name())));
      for (String fragment : call.arguments()) {
        messages.add(
            delta(index, "{\"toolUse\":{\"input\":" + JsonText.ofString(fragment).text() + "}}"));
      }
      messages.add(blockStop(index++));
    }
    return messages;
  }

  /** A thought in two pieces with its signature in two pieces, as the block {@code index}. */
  public static List<byte[]> thought(int index, String text, String signature) {
    int half = signature.length() / 2;
    return List.of(
        delta(index, "{\"reasoningContent\":{\"text\":" + JsonText.ofString(text).text() + "}}"),
        delta(
            index,
            "{\"reasoningContent\":{\"signature\":\"" + signature.substring(0, half) + "\"}}"),
        delta(
            index, "{\"reasoningContent\":{\"signature\":\"" + signature.substring(half) + "\"}}"),
        blockStop(index));
  }

  /** A thought that is only shown encrypted, as the block {@code index}. */
  public static List<byte[]> redacted(int index, String base64) {
    return List.of(
        delta(index, "{\"reasoningContent\":{\"redactedContent\":\"" + base64 + "\"}}"),
        blockStop(index));
  }

  public static byte[] delta(int index, String delta) {
    return EventStreamBytes.event(
        "contentBlockDelta", "{\"contentBlockIndex\":" + index + ",\"delta\":" + delta + "}");
  }

  public static byte[] blockStop(int index) {
    return EventStreamBytes.event("contentBlockStop", "{\"contentBlockIndex\":" + index + "}");
  }

  /** A refusal before the answer: its type stands in a header. */
  public static Scenario.Answer refusal(int status, String type, String message) {
    byte[] body = ("{\"message\":" + JsonText.ofString(message).text() + "}").getBytes(UTF_8);
    return Scenario.json(status, body)
        .with("x-amzn-errortype", type)
        .with("x-amzn-requestid", "11111111-2222-3333-4444-555555555555");
  }

  private static void usage(JsonWriter json, ScriptedTurn turn) {
    json.beginObject("usage")
        .field("inputTokens", turn.inputTokens())
        .field("outputTokens", turn.outputTokens())
        .field("totalTokens", turn.inputTokens() + turn.outputTokens())
        .endObject()
        .beginObject("metrics")
        .field("latencyMs", 12)
        .endObject();
  }

  private static String stopReason(ScriptedTurn.Stop stop) {
    return switch (stop) {
      case END -> "end_turn";
      case TOOLS -> "tool_use";
      case LENGTH -> "max_tokens";
    };
  }
}
