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
    return joinedWhere(messages, Run::isOfSpeaker);
  }

  /**
   * Joins assistants that follow a call not yet answered: they are one turn, whose results come
   * after all of it.
   */
  static List<Message> joinedCalls(List<Message> messages) {
    return joinedWhere(messages, (run, later) -> run.isOfSpeaker(later) && run.holdsCall());
  }

  private static List<Message> joinedWhere(
      List<Message> messages, BiPredicate<Run, Message> together) {
    List<Message> result = new ArrayList<>(messages.size());
    @Nullable Run run = null;
    for (Message message : messages) {
      if (run != null && together.test(run, message)) {
        run.add(message);
        continue;
      }
      if (run != null) {
        result.add(run.message());
      }
      run = new Run(message);
    }
    if (run != null) {
      result.add(run.message());
    }
    return result;
  }

  /** Messages that become one; they are put together once, at the end. */
  private static final class Run {
    private final Message first;
    private final List<ContentBlock> content;
    private final Map<ProtocolId, Map<String, JsonText>> bags = new LinkedHashMap<>();
    private @Nullable String name;
    private @Nullable String phase;
    private boolean calls;
    private boolean single = true;

    Run(Message first) {
      this.first = first;
      this.content = new ArrayList<>(first.content());
      this.name = first.name();
      this.phase = first.phase();
      this.calls = holdsCall(first);
      gather(first.ext());
    }

    boolean isOfSpeaker(Message later) {
      return first.role() == later.role()
          && (first.role() == Role.USER || first.role() == Role.ASSISTANT);
    }

    boolean holdsCall() {
      return calls;
    }

    private static boolean holdsCall(Message message) {
      return message.role() == Role.ASSISTANT
          && ContentBlock.anyIs(ToolCall.class, message.content());
    }

    void add(Message later) {
      single = false;
      content.addAll(later.content());
      calls |= holdsCall(later);
      name = name != null && name.equals(later.name()) ? name : null;
      phase = phase == null ? later.phase() : phase;
      gather(later.ext());
    }

    private void gather(Extensions ext) {
      ext.bags()
          .forEach((protocol, fields) -> {
            Map<String, JsonText> bag = bags.computeIfAbsent(protocol, _ -> new LinkedHashMap<>());
            fields.forEach(bag::putIfAbsent);
          });
    }

    Message message() {
      return single ? first : new Message(first.role(), content, name, phase, new Extensions(bags));
    }
  }
}
