package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code instructions} and {@code input}, a string or items → system blocks and turns.
 *
 * <pre>
 *   instructions, leading system and developer items   system blocks, in order
 *   message of a user, a later system or developer     a message
 *   reasoning, message of the assistant, calls         one assistant message as long as they follow
 *                                                      each other, in the order of the items
 *   outputs of calls                                   one user message of results
 * </pre>
 *
 * Ids of items are optional; one without type and with a role is a message. Items that name what is
 * stored at OpenAI, or change the request in ways that only OpenAI knows, are refused: left out,
 * they would be lost without a word. Single use.
 */
final class InputDecoder {
  private static final Set<String> KNOWN_OF_MESSAGE =
      Set.of("type", "role", "content", "id", "status", "phase");
  private static final Set<String> KNOWN_OF_CALL =
      Set.of("type", "id", "call_id", "name", "namespace", "arguments", "input", "status");
  private static final Set<String> KNOWN_OF_OUTPUT =
      Set.of("type", "id", "call_id", "name", "namespace", "output", "status");
  private static final Set<String> KNOWN_OF_COMPACTION =
      Set.of("type", "id", "encrypted_content", "created_by");

  private final TurnList turns = new TurnList();

  private InputDecoder() {}

  static InputItems decode(JsonCursor body) {
    InputDecoder decoder = new InputDecoder();
    JsonCursor instructions = body.get("instructions");
    if (instructions != null) {
      decoder.turns.instruct(PartDecoder.blocks(instructions));
    }
    JsonCursor input = body.require("input");
    if (input.isString()) {
      decoder.turns.turn(input, Role.USER, PartDecoder.blocks(input), Extensions.NONE);
    } else {
      input.items().forEach(decoder::item);
    }
    InputItems items = decoder.turns.finished();
    if (items.messages().isEmpty() && items.system().isEmpty()) {
      throw input.invalid("must not be empty");
    }
    return items;
  }

  private void item(JsonCursor item) {
    String given = item.string("type");
    String type = given == null && item.get("role") != null ? "message" : given;
    if (type == null) {
      throw item.invalid("must have a type");
    }
    switch (type) {
      case "message" -> message(item);
      case "reasoning" -> turns.say(item, ReasoningItems.decode(item));
      case "function_call" -> turns.say(item, call(item, "arguments"));
      case "custom_tool_call" -> turns.say(item, call(item, "input"));
      case "function_call_output" -> turns.answer(result(item, false));
      case "custom_tool_call_output" -> turns.answer(result(item, true));
      case "compaction" -> turns.say(item, compaction(item));
      case "compaction_trigger" -> {
        // Says when OpenAI shall fold the history, and nothing about it.
      }
      case "item_reference" ->
          throw Unsupported.parameter(
              item.path(), "answers are not stored here; send the item itself");
      case "configuration_update", "additional_tools" ->
          throw Unsupported.parameter(
              item.path(), "items of type " + type + " are not applied; send the whole request");
      default -> unknown(item, type);
    }
  }

  private void message(JsonCursor item) {
    String role = item.requireString("role");
    JsonCursor content = item.get("content");
    Extensions ext = Extensions.of(ProtocolId.OPENAI_RESPONSES, item.rest(KNOWN_OF_MESSAGE));
    switch (role) {
      case "user" -> turns.turn(item, Role.USER, PartDecoder.blocks(content), ext);
      case "system" -> turns.instruct(item, Role.SYSTEM, PartDecoder.blocks(content), ext);
      case "developer" -> turns.instruct(item, Role.DEVELOPER, PartDecoder.blocks(content), ext);
      case "assistant" ->
          turns.sayAll(item, PartDecoder.blocks(content), item.string("phase"), ext);
      default ->
          throw item.require("role")
              .invalid(
                  "must be one of \"user\", \"assistant\", \"system\", \"developer\", is \""
                      + role
                      + "\"");
    }
  }

  private static ToolCall call(JsonCursor item, String arguments) {
    boolean freeform = arguments.equals("input");
    String text = item.string(arguments);
    String said = text == null ? "" : text;
    return new ToolCall(
        item.requireString("call_id"),
        item.string("id"),
        ToolNamespaces.flatNameOf(item),
        null,
        freeform ? JsonText.ofString(said) : JsonText.objectOf(said),
        freeform,
        null,
        null,
        Extensions.of(ProtocolId.OPENAI_RESPONSES, item.rest(KNOWN_OF_CALL)));
  }

  private static Located result(JsonCursor item, boolean freeform) {
    var content = PartDecoder.blocks(item.require("output"));
    ToolResult result =
        new ToolResult(
            item.requireString("call_id"),
            null,
            Located.blocks(content),
            false,
            freeform,
            null,
            Extensions.of(ProtocolId.OPENAI_RESPONSES, item.rest(KNOWN_OF_OUTPUT)));
    return new Located(result, new ItemPlace(item, Located.places(content)));
  }

  private static Compaction compaction(JsonCursor item) {
    return new Compaction(
        null,
        item.string("encrypted_content"),
        null,
        Extensions.of(ProtocolId.OPENAI_RESPONSES, item.rest(KNOWN_OF_COMPACTION)));
  }

  /** Items of tools that OpenAI runs, or that a client knows by type: kept as they are. */
  private void unknown(JsonCursor item, String type) {
    ContentBlock kept =
        new Opaque(ProtocolId.OPENAI_RESPONSES, type, item.source(), null, Extensions.NONE);
    if (isAnswer(type)) {
      turns.answer(Located.at(item, kept));
    } else {
      turns.say(item, kept);
    }
  }

  private static boolean isAnswer(@Nullable String type) {
    return type != null && (type.endsWith("_output") || type.endsWith("_response"));
  }
}
