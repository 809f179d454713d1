package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.Turns;
import java.util.ArrayList;
import java.util.List;

/**
 * The order that Gemini wants: users and models in turn, a user first. Instructions that come later
 * than at the top become user text in {@code <system-reminder>} at the same position; they are
 * never moved to the top, which would change their order and void the cached prefix (protocols.md
 * 2.3).
 */
final class GeminiPlacement {
  private static final String OPENING = "(earlier conversation)";

  private final GeminiLosses losses;

  GeminiPlacement(GeminiLosses losses) {
    this.losses = losses;
  }

  List<Message> placed(List<Message> messages) {
    return withUserFirst(Turns.joined(messages.stream().map(GeminiPlacement::spoken).toList()));
  }

  private static Message spoken(Message message) {
    return switch (message.role()) {
      case USER, ASSISTANT -> message;
      case SYSTEM, DEVELOPER ->
          Message.of(Role.USER, message.content().stream().map(GeminiPlacement::reminder).toList());
    };
  }

  private static ContentBlock reminder(ContentBlock block) {
    if (block instanceof Text text) {
      return Text.of("<system-reminder>" + text.text() + "</system-reminder>");
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
}
