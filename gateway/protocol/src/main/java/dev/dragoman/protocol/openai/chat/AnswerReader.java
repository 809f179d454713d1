package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ErrorKind;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code message} of a whole answer, and the pieces of content that it shares with a
 * stream's {@code delta}. Blocks come in the order reasoning, text, refusal, calls.
 */
final class AnswerReader {
  /** Prefix under which unnamed fields of the message are kept beside those of the choice. */
  static final String MESSAGE = "message.";

  private static final Set<String> KNOWN =
      Set.of(
          "role",
          "content",
          "refusal",
          "tool_calls",
          "function_call",
          "annotations",
          "reasoning",
          "reasoning_content");
  private static final Set<String> KNOWN_OF_CALL =
      Set.of("id", "type", "index", "function", "custom");

  private final LooseJson message;
  private final CallIds ids;

  AnswerReader(LooseJson message, CallIds ids) {
    this.message = message;
    this.ids = ids;
  }

  List<ContentBlock> blocks() {
    List<ContentBlock> blocks = new ArrayList<>();
    String reasoning = reasoning(message);
    Signature state = ReasoningDetails.of(message);
    if (!reasoning.isEmpty() || state != null) {
      blocks.add(reasoningBlock(reasoning).withSignature(state));
    }
    String text = text(message.get("content"));
    if (!text.isEmpty()) {
      blocks.add(
          new Text(text, citations(message.get("annotations")), null, null, Extensions.NONE));
    }
    String refusal = message.get("refusal").text();
    if (!refusal.isEmpty()) {
      blocks.add(Refusal.of(refusal));
    }
    calls(blocks);
    return blocks;
  }

  /** What the message holds beside all that is read. */
  Map<String, JsonText> rest() {
    return message.rest(KNOWN);
  }

  static Reasoning reasoningBlock(String text) {
    return new Reasoning(text, List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);
  }

  /**
   * Reasoning as DeepSeek ({@code reasoning_content}), vLLM and OpenRouter ({@code reasoning},
   * vllm#50624; {@code reasoning_details}) and Mistral (parts of the content) write it. Where two
   * of them stand, they say the same.
   */
  static String reasoning(LooseJson message) {
    for (String field : List.of("reasoning_content", "reasoning")) {
      String text = message.get(field).text();
      if (!text.isEmpty()) {
        return text;
      }
    }
    StringBuilder text = new StringBuilder();
    for (LooseJson detail : message.get(ReasoningDetails.FIELD).items()) {
      text.append(detail.get("text").text()).append(detail.get("summary").text());
    }
    for (LooseJson part : message.get("content").items()) {
      text.append(text(part.get("thinking")));
    }
    return text.toString();
  }

  /** Content as a string, or the text of an array of parts. */
  static String text(LooseJson content) {
    String whole = content.string();
    if (whole != null) {
      return whole;
    }
    StringBuilder text = new StringBuilder();
    for (LooseJson part : content.items()) {
      text.append(part.get("text").text());
    }
    return text.toString();
  }

  static List<Citation> citations(LooseJson annotations) {
    List<Citation> citations = new ArrayList<>();
    for (LooseJson annotation : annotations.items()) {
      LooseJson url = annotation.get("url_citation");
      citations.add(
          new Citation(
              url.get("url").string(),
              url.get("title").string(),
              position(url.get("start_index").count()),
              position(url.get("end_index").count()),
              ProtocolId.OPENAI_CHAT,
              annotation.source()));
    }
    return citations;
  }

  private static @Nullable Integer position(@Nullable Long count) {
    return count == null || count > Integer.MAX_VALUE ? null : Integer.valueOf(count.intValue());
  }

  private void calls(List<ContentBlock> blocks) {
    List<LooseJson> calls = message.get("tool_calls").items();
    for (int i = 0; i < calls.size(); i++) {
      blocks.add(call(calls.get(i), i));
    }
    LooseJson legacy = message.get("function_call");
    if (legacy.isObject()) {
      blocks.add(function(ids.at(calls.size()), legacy, Extensions.NONE));
    }
  }

  private ToolCall call(LooseJson call, int ordinal) {
    String given = call.get("id").text();
    String id = given.isEmpty() ? ids.at(ordinal) : given;
    Extensions ext = Extensions.of(ProtocolId.OPENAI_CHAT, call.rest(KNOWN_OF_CALL));
    LooseJson custom = call.get("custom");
    if (!custom.isObject()) {
      return function(id, call.get("function"), ext);
    }
    JsonText input = JsonText.ofString(custom.get("input").text());
    return new ToolCall(id, null, name(custom), null, input, true, null, null, ext);
  }

  private static ToolCall function(String id, LooseJson function, Extensions ext) {
    JsonText arguments = ToolArguments.of(function.get("arguments").value());
    return new ToolCall(id, null, name(function), null, arguments, false, null, null, ext);
  }

  private static String name(LooseJson called) {
    String name = called.get("name").text();
    if (name.isEmpty()) {
      throw GatewayException.of(ErrorKind.BAD_UPSTREAM, NamedCalls.NAMELESS);
    }
    return name;
  }
}
