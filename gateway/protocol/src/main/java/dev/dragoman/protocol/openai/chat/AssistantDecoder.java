package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An assistant message of the history. Its blocks come in the order reasoning, text, refusal,
 * calls, for the message itself has no order. Reads the reasoning of DeepSeek ({@code
 * reasoning_content}) and of vLLM ({@code reasoning}, vllm#50624). Single use.
 */
final class AssistantDecoder {
  private static final Set<String> KNOWN =
      Set.of("role", "content", "name", "refusal", "tool_calls", "function_call");
  private static final Set<String> KNOWN_OF_CALL =
      Set.of("id", "type", "index", "function", "custom");

  private final JsonCursor message;
  private final int index;
  private final Set<String> read = new HashSet<>();
  private String legacyCallId = "";

  AssistantDecoder(JsonCursor message, int index) {
    this.message = message;
    this.index = index;
  }

  /** The id given to the call of a {@code function_call}; empty when there is none. */
  String legacyCallId() {
    return legacyCallId;
  }

  /** Id of a call that came without one: its place, so that every turn makes the same. */
  static String idOfPlace(int message, int call) {
    return "call_m" + message + "_" + call;
  }

  /** The blocks in order; read once, before {@link #ext}. */
  List<Placed> blocks() {
    List<Placed> blocks = new ArrayList<>();
    reasoning(blocks);
    blocks.addAll(ContentDecoder.nonEmptyBlocks(message.get("content")));
    JsonCursor refusal = message.get("refusal");
    if (refusal != null && !refusal.string().isEmpty()) {
      blocks.add(Placed.at(refusal, Refusal.of(refusal.string())));
    }
    calls(blocks);
    return blocks;
  }

  /** What the message holds beside all that is read. */
  Extensions ext() {
    Map<String, JsonText> rest = new LinkedHashMap<>(message.rest(KNOWN));
    rest.keySet().removeAll(read);
    return Extensions.of(ProtocolId.OPENAI_CHAT, rest);
  }

  /**
   * What was thought before the text. State that a client brings back says the same as the readable
   * text beside it. That of the first call stands before the text, since the turn began with it;
   * that of a later call before the call.
   */
  private void reasoning(List<Placed> blocks) {
    List<ContentBlock> ofCalls = new ArrayList<>();
    List<JsonCursor> calls = message.items("tool_calls");
    for (JsonCursor call : calls) {
      ofCalls.addAll(Placed.blocks(CarriedThoughts.ofCall(call)));
    }
    List<Placed> carried = new ArrayList<>(CarriedThoughts.ofMessage(message));
    boolean readable = carried.isEmpty() && ofCalls.isEmpty();
    if (!carried.isEmpty()) {
      read.add(CarriedThoughts.BLOCKS);
      carried.removeIf(thought -> ofCalls.contains(thought.block()));
      blocks.addAll(carried);
    }
    if (!calls.isEmpty()) {
      blocks.addAll(CarriedThoughts.ofCall(calls.getFirst()));
    }
    JsonCursor found = readableReasoning();
    if (found != null && readable) {
      blocks.add(Placed.at(found, Reasoning.of(found.string())));
    }
  }

  private @Nullable JsonCursor readableReasoning() {
    JsonCursor found = null;
    for (String field : List.of("reasoning", "reasoning_content")) {
      JsonCursor given = message.get(field);
      if (given != null && given.isString()) {
        found = given.string().isEmpty() ? found : given;
        read.add(field);
      }
    }
    return found;
  }

  private void calls(List<Placed> blocks) {
    List<JsonCursor> calls = message.items("tool_calls");
    for (int i = 0; i < calls.size(); i++) {
      if (i > 0) {
        blocks.addAll(CarriedThoughts.ofCall(calls.get(i)));
      }
      blocks.add(Placed.at(calls.get(i), call(calls.get(i), idOfPlace(index, i))));
    }
    JsonCursor legacy = message.get("function_call");
    if (legacy != null) {
      legacyCallId = idOfPlace(index, calls.size());
      blocks.add(Placed.at(legacy, function(legacyCallId, legacy, Extensions.NONE)));
    }
  }

  /** A call; its {@code type} may be missing, clients forget it. */
  private static ToolCall call(JsonCursor call, String idOfPlace) {
    String given = call.string("id");
    String id = given == null || given.isEmpty() ? idOfPlace : given;
    Extensions ext =
        Extensions.of(
            ProtocolId.OPENAI_CHAT, CarriedThoughts.withoutOwn(call, call.rest(KNOWN_OF_CALL)));
    JsonCursor custom = call.get("custom");
    if (custom == null) {
      return function(id, call.require("function"), ext);
    }
    String input = custom.string("input");
    JsonText text = JsonText.ofString(input == null ? "" : input);
    return new ToolCall(id, null, custom.requireString("name"), null, text, true, null, null, ext);
  }

  private static ToolCall function(String id, JsonCursor function, Extensions ext) {
    JsonCursor arguments = function.get("arguments");
    JsonText object =
        arguments == null ? JsonText.EMPTY_OBJECT : ToolArguments.of(arguments.value());
    return new ToolCall(
        id, null, function.requireString("name"), null, object, false, null, null, ext);
  }
}
