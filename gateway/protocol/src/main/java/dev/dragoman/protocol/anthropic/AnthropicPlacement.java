package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.Capabilities.SystemPlacement;
import dev.dragoman.protocol.codec.Dropped;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.ServerToolResult;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import dev.dragoman.protocol.normalise.Turns;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Instructions that come later than at the top. A model that takes role {@code system} inside
 * messages gets it where the API allows it: after a user turn or an assistant turn that ends in a
 * server tool's result, and last or before an assistant turn. Everywhere else they become user text
 * in {@code <system-reminder>} at the same position; they are never moved to the top, which would
 * change their order and void the cached prefix. Source: the beta
 * mid-conversation-system-2026-04-07.
 */
final class AnthropicPlacement {
  private static final String OPENING = "(earlier conversation)";

  private final boolean nativeRole;
  private final List<Dropped> dropped;

  AnthropicPlacement(SystemPlacement placement, List<Dropped> dropped) {
    this.nativeRole = placement == SystemPlacement.ANYWHERE;
    this.dropped = dropped;
  }

  /** The messages as Anthropic takes them, the first of them a user's. */
  List<Message> placed(List<Message> messages) {
    List<Message> result = new ArrayList<>(messages.size());
    int at = 0;
    while (at < messages.size()) {
      int end = endOfInstructions(messages, at);
      if (end == at) {
        result.add(messages.get(at));
        at++;
      } else {
        Message before = result.isEmpty() ? null : result.getLast();
        Message after = end < messages.size() ? messages.get(end) : null;
        result.add(instructions(messages.subList(at, end), before, after));
        at = end;
      }
    }
    return withUserFirst(Turns.joined(result));
  }

  private static int endOfInstructions(List<Message> messages, int from) {
    int end = from;
    while (end < messages.size() && isInstructions(messages.get(end))) {
      end++;
    }
    return end;
  }

  private static boolean isInstructions(Message message) {
    return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
  }

  private Message instructions(
      List<Message> messages, @Nullable Message before, @Nullable Message after) {
    List<ContentBlock> content =
        messages.stream().flatMap(message -> message.content().stream()).toList();
    return nativeRole && mayFollow(before) && mayPrecede(after)
        ? Message.of(Role.SYSTEM, content)
        : Message.of(Role.USER, content.stream().map(AnthropicPlacement::reminder).toList());
  }

  private static boolean mayFollow(@Nullable Message before) {
    return before != null
        && switch (before.role()) {
          case USER -> true;
          case ASSISTANT -> before.content().getLast() instanceof ServerToolResult;
          case SYSTEM, DEVELOPER -> false;
        };
  }

  private static boolean mayPrecede(@Nullable Message after) {
    return after == null || after.role() == Role.ASSISTANT;
  }

  private static ContentBlock reminder(ContentBlock block) {
    if (block instanceof Text text) {
      String reminder = "<system-reminder>" + text.text() + "</system-reminder>";
      return new Text(reminder, List.of(), null, text.cache(), Extensions.NONE);
    }
    throw GatewayException.invalid(
        "messages", "messages: a system message may hold nothing but text");
  }

  private List<Message> withUserFirst(List<Message> messages) {
    if (messages.isEmpty() || messages.getFirst().role() != Role.ASSISTANT) {
      return messages;
    }
    dropped.add(
        Dropped.advisory(
            "messages",
            "the conversation began with the assistant; a user turn was put before it"));
    List<Message> result = new ArrayList<>(messages.size() + 1);
    result.add(Message.text(Role.USER, OPENING));
    result.addAll(messages);
    return result;
  }
}
