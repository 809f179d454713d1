package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Joins messages that follow one another; blocks keep their order, bounds and cache marks. */
final class Neighbours {
  private Neighbours() {}

  /** Joins users with users and assistants with assistants. */
  static List<Message> joined(List<Message> messages) {
    return joinedWhere(messages, Neighbours::sameSpeaker);
  }

  /**
   * Joins assistants that follow a call not yet answered: they are one turn, whose results come
   * after all of it.
   */
  static List<Message> joinedCalls(List<Message> messages) {
    return joinedWhere(
        messages, (earlier, later) -> sameSpeaker(earlier, later) && holdsCall(earlier));
  }

  private static boolean sameSpeaker(Message earlier, Message later) {
    return earlier.role() == later.role()
        && (earlier.role() == Role.USER || earlier.role() == Role.ASSISTANT);
  }

  private static boolean holdsCall(Message message) {
    return message.role() == Role.ASSISTANT
        && message.content().stream().anyMatch(ToolCall.class::isInstance);
  }

  private static List<Message> joinedWhere(
      List<Message> messages, BiPredicate<Message, Message> together) {
    List<Message> result = new ArrayList<>(messages.size());
    for (Message message : messages) {
      if (!result.isEmpty() && together.test(result.getLast(), message)) {
        result.add(joined(result.removeLast(), message));
      } else {
        result.add(message);
      }
    }
    return result;
  }

  private static Message joined(Message earlier, Message later) {
    List<ContentBlock> content = new ArrayList<>(earlier.content().size() + later.content().size());
    content.addAll(earlier.content());
    content.addAll(later.content());
    return new Message(
        earlier.role(),
        content,
        earlier.name() != null && earlier.name().equals(later.name()) ? earlier.name() : null,
        first(earlier.phase(), later.phase()),
        union(earlier.ext(), later.ext()));
  }

  private static @Nullable String first(@Nullable String earlier, @Nullable String later) {
    return earlier == null ? later : earlier;
  }

  private static Extensions union(Extensions earlier, Extensions later) {
    if (later.isEmpty()) {
      return earlier;
    }
    Map<ProtocolId, Map<String, JsonText>> bags = new LinkedHashMap<>(earlier.bags());
    later
        .bags()
        .forEach((protocol, fields) -> {
          Map<String, JsonText> bag = new LinkedHashMap<>(earlier.of(protocol));
          fields.forEach(bag::putIfAbsent);
          bags.put(protocol, bag);
        });
    return new Extensions(bags);
  }
}
