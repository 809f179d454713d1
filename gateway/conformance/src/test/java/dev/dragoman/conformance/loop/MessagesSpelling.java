package dev.dragoman.conformance.loop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.dragoman.conformance.loop.Turn.Redacted;
import dev.dragoman.conformance.loop.Turn.Signed;
import dev.dragoman.conformance.loop.Turn.Thought;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.wire.SseFrame;
import dev.dragoman.testkit.AnthropicWire;
import dev.dragoman.testkit.Scenario;
import java.util.ArrayList;
import java.util.List;

/** Claude at Anthropic. Source: platform.claude.com, Extended thinking. */
final class MessagesSpelling implements Spelling {
  private static final AnthropicWire WIRE = new AnthropicWire();

  @Override
  public Scenario whole(Turn turn) {
    List<String> content = new ArrayList<>(thoughts(turn));
    content.add("{\"type\":\"text\",\"text\":" + quoted(turn.text()) + "}");
    content.add(
        "{\"type\":\"tool_use\",\"id\":\"" + turn.id() + "\",\"name\":\"clock\",\"input\":{}}");
    String body =
        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
            + "\"content\":["
            + String.join(",", content)
            + "],\"stop_reason\":\"tool_use\",\"stop_sequence\":null,"
            + "\"usage\":{\"input_tokens\":5,\"output_tokens\":5}}";
    return Scenario.json(body.getBytes(UTF_8));
  }

  @Override
  public Scenario stream(Turn turn) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(WIRE.messageStart("claude", 5));
    int index = 0;
    for (Thought thought : turn.thoughts()) {
      thought(frames, index, thought);
      frames.add(WIRE.blockStop(index++));
    }
    frames.add(WIRE.textStart(index));
    frames.add(WIRE.textDelta(index, turn.text()));
    frames.add(WIRE.blockStop(index++));
    frames.add(WIRE.toolStart(index, turn.call()));
    frames.add(WIRE.argumentsDelta(index, "{}"));
    frames.add(WIRE.blockStop(index));
    frames.add(WIRE.messageDelta("tool_use", 5));
    frames.add(WIRE.messageStop());
    return Scenario.stream(frames);
  }

  private static void thought(List<byte[]> frames, int index, Thought thought) {
    switch (thought) {
      case Redacted redacted -> frames.add(start(index, spelled(redacted)));
      case Signed(String text, String signature) -> {
        frames.add(start(index, spelled(new Signed("", ""))));
        if (!text.isEmpty()) {
          frames.add(delta(index, "thinking_delta", "thinking", text));
        }
        frames.add(delta(index, "signature_delta", "signature", signature));
      }
    }
  }

  private static byte[] start(int index, String block) {
    return frame("content_block_start", index, "\"content_block\":" + block);
  }

  private static byte[] delta(int index, String type, String field, String value) {
    return frame(
        "content_block_delta",
        index,
        "\"delta\":{\"type\":\"" + type + "\",\"" + field + "\":" + quoted(value) + "}");
  }

  private static byte[] frame(String type, int index, String member) {
    String data = "{\"type\":\"" + type + "\",\"index\":" + index + "," + member + "}";
    return SseFrame.bytes(type, data.getBytes(UTF_8));
  }

  @Override
  public List<String> thoughts(Turn turn) {
    return turn.thoughts().stream().map(MessagesSpelling::spelled).toList();
  }

  private static String spelled(Thought thought) {
    return switch (thought) {
      case Signed(String text, String signature) ->
          "{\"signature\":"
              + quoted(signature)
              + ",\"thinking\":"
              + quoted(text)
              + ",\"type\":\"thinking\"}";
      case Redacted(String data) ->
          "{\"data\":" + quoted(data) + ",\"type\":\"redacted_thinking\"}";
    };
  }

  private static String quoted(String text) {
    return JsonText.ofString(text).text();
  }
}
