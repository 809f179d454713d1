package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Document;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.CacheMarks;
import dev.dragoman.protocol.normalise.Turns;
import java.util.ArrayList;
import java.util.List;

/**
 * The order that Bedrock wants: users and assistants in turn, a user first. Instructions that come
 * later than at the top become user text in {@code <system-reminder>} at the same position; they
 * are never moved to the top, which would change their order and void the cached prefix. A message
 * with a document gets a text beside it (protocols.md 2.3, 2.5).
 */
final class ConversePlacement {
  private static final String OPENING = "(earlier conversation)";
  private static final String BESIDE_DOCUMENT = "See the attached document.";

  private final ConverseLosses losses;

  ConversePlacement(ConverseLosses losses) {
    this.losses = losses;
  }

  List<Message> placed(List<Message> messages) {
    List<Message> spoken = messages.stream().map(ConversePlacement::spoken).toList();
    List<Message> joined = Turns.joined(spoken);
    return withUserFirst(joined).stream().map(ConversePlacement::withText).toList();
  }

  private static Message spoken(Message message) {
    return switch (message.role()) {
      case USER, ASSISTANT -> message;
      case SYSTEM, DEVELOPER ->
          Message.of(
              Role.USER, message.content().stream().map(ConversePlacement::reminder).toList());
    };
  }

  private static ContentBlock reminder(ContentBlock block) {
    if (block instanceof Text text) {
      Text reminder = Text.of("<system-reminder>" + text.text() + "</system-reminder>");
      return text.cache() == null ? reminder : CacheMarks.marked(reminder, text.cache());
    }
    throw GatewayException.at("messages", "a system message may hold nothing but text");
  }

  private List<Message> withUserFirst(List<Message> messages) {
    if (messages.isEmpty() || messages.getFirst().role() == Role.USER) {
      return messages;
    }
    losses.advisory(
        "messages", "the conversation began with the assistant; a user turn was put before it");
    List<Message> result = new ArrayList<>(messages.size() + 1);
    result.add(Message.text(Role.USER, OPENING));
    result.addAll(messages);
    return result;
  }

  private static Message withText(Message message) {
    if (!ContentBlock.anyIs(Document.class, message.content())
        || ContentBlock.anyIs(Text.class, message.content())) {
      return message;
    }
    List<ContentBlock> content = new ArrayList<>(message.content());
    content.add(Text.of(BESIDE_DOCUMENT));
    return message.withContent(content);
  }

  /**
   * The messages with calls and results told as text, for a request in which no tool may be called:
   * Bedrock has no word for that, and calls in the history want tools to be defined.
   */
  static List<Message> withoutTools(List<Message> messages) {
    List<Message> told = new ArrayList<>(messages.size());
    for (Message message : messages) {
      List<ContentBlock> content = new ArrayList<>(message.content().size());
      message.content().forEach(block -> content.addAll(told(block)));
      told.add(message.withContent(content));
    }
    return told;
  }

  private static List<ContentBlock> told(ContentBlock block) {
    if (block instanceof ToolCall call) {
      JsonText input = ConverseBlockEncoder.input(call);
      return List.of(Text.of("[call " + call.id() + " of " + call.name() + "] " + input.text()));
    }
    if (block instanceof ToolResult result) {
      List<ContentBlock> content = new ArrayList<>();
      String failed = result.isError() ? "failed" : "result";
      content.add(Text.of("[tool " + failed + " " + result.toolCallId() + "]"));
      content.addAll(result.content());
      return content;
    }
    return List.of(block);
  }
}
