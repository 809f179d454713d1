package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code messages} array → system blocks and turns. Leading system and developer messages
 * become system blocks, one a message or part, without the speaker's name; a later one stays in its
 * place. Neighbouring {@code tool} messages become one user message of results. Single use.
 */
final class MessageDecoder {
  private static final Set<String> KNOWN = Set.of("role", "content", "name");
  private static final Set<String> KNOWN_OF_TOOL =
      Set.of("role", "content", "name", "tool_call_id");

  private final List<ContentBlock> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<ContentBlock> results = new ArrayList<>();
  private String lastFunctionCall = "";

  private MessageDecoder() {}

  static Conversation decode(JsonCursor given) {
    List<JsonCursor> items = given.items();
    if (items.isEmpty()) {
      throw given.invalid("must not be empty");
    }
    MessageDecoder decoder = new MessageDecoder();
    for (int i = 0; i < items.size(); i++) {
      decoder.message(items.get(i), i);
    }
    decoder.endResults();
    return new Conversation(decoder.system, decoder.messages);
  }

  private void message(JsonCursor message, int index) {
    String role = message.requireString("role");
    switch (role) {
      case "tool" -> results.add(toolResult(message));
      case "function" -> results.add(functionResult(message, index));
      case "system" -> instruction(message, Role.SYSTEM);
      case "developer" -> instruction(message, Role.DEVELOPER);
      case "user" -> turn(message, Role.USER, ContentDecoder.blocks(message.get("content")));
      case "assistant" -> assistant(message, index);
      default ->
          throw message
              .require("role")
              .invalid(
                  "must be one of \"developer\", \"system\", \"user\", \"assistant\", \"tool\","
                      + " is \""
                      + role
                      + "\"");
    }
  }

  private void instruction(JsonCursor message, Role role) {
    List<ContentBlock> blocks = ContentDecoder.blocks(message.get("content"));
    if (messages.isEmpty() && results.isEmpty()) {
      system.addAll(blocks);
    } else {
      turn(message, role, blocks);
    }
  }

  private void turn(JsonCursor message, Role role, List<ContentBlock> blocks) {
    endResults();
    Extensions ext = Extensions.of(ProtocolId.OPENAI_CHAT, message.rest(KNOWN));
    messages.add(new Message(role, blocks, message.string("name"), null, ext));
  }

  private void assistant(JsonCursor message, int index) {
    endResults();
    AssistantDecoder decoder = new AssistantDecoder(message, index);
    messages.add(decoder.message());
    lastFunctionCall = decoder.legacyCallId();
  }

  private static ToolResult toolResult(JsonCursor message) {
    return result(message, message.requireString("tool_call_id"));
  }

  /** Messages of role function have no id: they answer the call of the assistant before. */
  private ToolResult functionResult(JsonCursor message, int index) {
    message.requireString("name");
    return result(
        message,
        lastFunctionCall.isEmpty() ? AssistantDecoder.idOfPlace(index, 0) : lastFunctionCall);
  }

  private static ToolResult result(JsonCursor message, String callId) {
    Map<String, JsonText> rest = message.rest(KNOWN_OF_TOOL);
    return new ToolResult(
        callId,
        message.string("name"),
        ContentDecoder.nonEmptyBlocks(message.get("content")),
        false,
        false,
        null,
        Extensions.of(ProtocolId.OPENAI_CHAT, rest));
  }

  private void endResults() {
    if (!results.isEmpty()) {
      messages.add(Message.of(Role.USER, results));
      results.clear();
    }
  }
}
