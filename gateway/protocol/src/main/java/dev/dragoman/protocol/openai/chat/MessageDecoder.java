package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The {@code messages} array → system blocks and turns. Leading system and developer messages
 * become system blocks, one a message or part, with the speaker's name beside; a later one stays in
 * its place. Neighbouring {@code tool} messages become one user message of results. Single use.
 */
final class MessageDecoder {
  private static final Set<String> KNOWN = Set.of("role", "content", "name");
  private static final Set<String> KNOWN_OF_TOOL =
      Set.of("role", "content", "name", "tool_call_id");

  private final List<Placed> system = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final List<ChatPlace> places = new ArrayList<>();
  private final List<Placed> results = new ArrayList<>();
  private @Nullable JsonCursor firstResult;
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
    return new Conversation(decoder.system, decoder.messages, decoder.places);
  }

  private void message(JsonCursor message, int index) {
    String role = message.requireString("role");
    switch (role) {
      case "tool" -> result(message, message.requireString("tool_call_id"));
      case "function" -> functionResult(message, index);
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
    List<Placed> blocks = ContentDecoder.blocks(message.get("content"));
    if (messages.isEmpty() && results.isEmpty()) {
      String name = message.string("name");
      system.addAll(name == null ? blocks : blocks.stream().map(at -> named(at, name)).toList());
    } else {
      turn(message, role, blocks);
    }
  }

  /** Blocks have no speaker, so the name is kept beside what else the part holds. */
  private static Placed named(Placed placed, String name) {
    if (!(placed.block() instanceof Text text)) {
      return placed;
    }
    Map<String, JsonText> beside = new LinkedHashMap<>(text.ext().of(ProtocolId.OPENAI_CHAT));
    beside.put("name", JsonText.ofString(name));
    return new Placed(
        new Text(
            text.text(),
            text.citations(),
            text.signature(),
            text.cache(),
            Extensions.of(ProtocolId.OPENAI_CHAT, beside)),
        placed.place());
  }

  private void turn(JsonCursor message, Role role, List<Placed> blocks) {
    endResults();
    add(message, role, blocks, Extensions.of(ProtocolId.OPENAI_CHAT, message.rest(KNOWN)));
  }

  private void assistant(JsonCursor message, int index) {
    endResults();
    AssistantDecoder decoder = new AssistantDecoder(message, index);
    List<Placed> blocks = decoder.blocks();
    add(message, Role.ASSISTANT, blocks, decoder.ext());
    lastFunctionCall = decoder.legacyCallId();
  }

  private void add(JsonCursor message, Role role, List<Placed> blocks, Extensions ext) {
    messages.add(new Message(role, Placed.blocks(blocks), message.string("name"), null, ext));
    places.add(new ChatPlace(message, Placed.places(blocks)));
  }

  /** Messages of role function have no id: they answer the call of the assistant before. */
  private void functionResult(JsonCursor message, int index) {
    message.requireString("name");
    result(
        message,
        lastFunctionCall.isEmpty() ? AssistantDecoder.idOfPlace(index, 0) : lastFunctionCall);
  }

  private void result(JsonCursor message, String callId) {
    List<Placed> content = ContentDecoder.nonEmptyBlocks(message.get("content"));
    ToolResult result =
        new ToolResult(
            callId,
            message.string("name"),
            Placed.blocks(content),
            false,
            false,
            null,
            Extensions.of(ProtocolId.OPENAI_CHAT, message.rest(KNOWN_OF_TOOL)));
    firstResult = firstResult == null ? message : firstResult;
    results.add(new Placed(result, new ChatPlace(message, Placed.places(content))));
  }

  /** Results of several messages become one, whose blocks stand each in its own. */
  private void endResults() {
    if (firstResult != null) {
      messages.add(Message.of(Role.USER, Placed.blocks(results)));
      places.add(new ChatPlace(firstResult, Placed.places(results)));
      results.clear();
      firstResult = null;
    }
  }
}
