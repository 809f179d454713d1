package dev.dragoman.protocol.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dragoman.protocol.wire.SseFrame;
import tools.jackson.databind.JsonNode;

/**
 * The grammar of a stream as clients rely on it, written apart from the encoder: one start, blocks
 * strictly one after the other with indices from 0, deltas of the block's own kind, one message
 * delta directly before the stop; or an error, and nothing after it.
 */
final class AnthropicGrammar {
  private String last = "";
  private String openType = "";
  private int nextIndex;
  private boolean open;
  private boolean signed;
  private final StringBuilder arguments = new StringBuilder();

  private AnthropicGrammar() {}

  static void assertWellFormed(String stream) {
    AnthropicGrammar grammar = new AnthropicGrammar();
    for (SseFrame frame : Wire.frames(stream)) {
      JsonNode data = Wire.tree(frame.dataText());
      assertThat(frame.event()).isEqualTo(data.get("type").asString());
      grammar.check(data.get("type").asString(), data);
    }
    assertThat(grammar.last).isIn("message_stop", "error");
  }

  private void check(String type, JsonNode data) {
    if (type.equals("ping")) {
      assertThat(last).isNotIn("message_stop", "error", "message_delta");
      return;
    }
    switch (type) {
      case "message_start" -> start(data.get("message"));
      case "content_block_start" -> blockStart(data);
      case "content_block_delta" -> delta(data);
      case "content_block_stop" -> blockStop(data);
      case "message_delta" -> messageDelta(data);
      case "message_stop" -> assertThat(last).isEqualTo("message_delta");
      case "error" -> {
        assertThat(last).isNotIn("message_stop", "error");
        assertThat(data.at("/error/type").asString()).isNotEmpty();
        assertThat(data.at("/error/message").asString()).isNotEmpty();
      }
      default -> throw new AssertionError("unknown event " + type);
    }
    last = type;
  }

  private void start(JsonNode message) {
    assertThat(last).isEmpty();
    assertThat(message.get("id").asString()).startsWith("msg_");
    assertThat(message.get("content").isEmpty()).isTrue();
    assertThat(message.get("stop_reason").isNull()).isTrue();
    assertThat(message.at("/usage/input_tokens").isIntegralNumber()).isTrue();
    assertThat(message.at("/usage/output_tokens").isIntegralNumber()).isTrue();
  }

  private void blockStart(JsonNode data) {
    assertThat(open).as("a block is open already").isFalse();
    assertThat(last).isIn("message_start", "content_block_stop");
    assertThat(data.get("index").asInt()).isEqualTo(nextIndex);
    open = true;
    openType = data.at("/content_block/type").asString();
    signed = false;
    arguments.setLength(0);
  }

  private void delta(JsonNode data) {
    assertThat(open).as("delta outside of a block").isTrue();
    assertThat(data.get("index").asInt()).isEqualTo(nextIndex);
    String kind = data.at("/delta/type").asString();
    switch (openType) {
      case "text" -> assertThat(kind).isIn("text_delta", "citations_delta");
      case "thinking" -> {
        assertThat(signed).as("nothing follows a signature").isFalse();
        assertThat(kind).isIn("thinking_delta", "signature_delta");
        signed = kind.equals("signature_delta");
      }
      case "tool_use", "server_tool_use" -> {
        assertThat(kind).isEqualTo("input_json_delta");
        arguments.append(data.at("/delta/partial_json").asString());
      }
      default -> throw new AssertionError(openType + " has no deltas");
    }
  }

  private void blockStop(JsonNode data) {
    assertThat(open).isTrue();
    assertThat(data.get("index").asInt()).isEqualTo(nextIndex);
    if (openType.endsWith("tool_use")) {
      assertThat(arguments).as("a call ends with arguments").isNotEmpty();
    }
    if (openType.equals("text")) {
      assertThat(last).as("no empty text block").isEqualTo("content_block_delta");
    }
    assertThat(signed).isEqualTo(openType.equals("thinking"));
    open = false;
    nextIndex++;
  }

  private void messageDelta(JsonNode data) {
    assertThat(open).as("a block is still open").isFalse();
    assertThat(last).isIn("message_start", "content_block_stop");
    assertThat(data.at("/delta/stop_reason").isString()).isTrue();
    assertThat(data.at("/usage/output_tokens").isIntegralNumber()).isTrue();
  }
}
