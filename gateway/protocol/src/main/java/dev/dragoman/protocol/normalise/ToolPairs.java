package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ContentBlock.ToolResult;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Message;
import dev.dragoman.protocol.model.Role;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts the results of each assistant turn into the user message directly after it, one for each
 * call, in the order of the calls. A turn's results are looked for up to the next assistant
 * message, never further: ids may come again later (OmniRoute#13848).
 */
final class ToolPairs {
  private static final String MISSING = "no result was provided";

  private final Repairs repairs;
  private final List<Message> arranged = new ArrayList<>();

  private ToolPairs(Repairs repairs) {
    this.repairs = repairs;
  }

  static List<Message> arranged(List<Message> messages, Repairs repairs) {
    ToolPairs pairs = new ToolPairs(repairs);
    int at = pairs.reply(List.of(), messages, 0);
    while (at < messages.size()) {
      Message turn = messages.get(at);
      pairs.arranged.add(turn);
      at = pairs.reply(callsOf(turn), messages, at + 1);
    }
    return pairs.arranged;
  }

  private static List<ToolCall> callsOf(Message turn) {
    List<ToolCall> calls = new ArrayList<>(0);
    for (ContentBlock block : turn.content()) {
      if (block instanceof ToolCall call) {
        calls.add(call);
      }
    }
    return calls;
  }

  /** Arranges what stands between one assistant turn and the next, and returns where it ends. */
  private int reply(List<ToolCall> calls, List<Message> messages, int from) {
    int to = from;
    while (to < messages.size() && messages.get(to).role() != Role.ASSISTANT) {
      to++;
    }
    List<Message> between = messages.subList(from, to);
    if (calls.isEmpty() && !holdsResult(between)) {
      arranged.addAll(between);
    } else {
      new Reply(calls, repairs).arrange(between, arranged);
    }
    return to;
  }

  private static boolean holdsResult(List<Message> messages) {
    for (Message message : messages) {
      if (holdsResult(message)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsResult(Message message) {
    return ContentBlock.anyIs(ToolResult.class, message.content());
  }

  /** What answers one assistant turn. */
  private static final class Reply {
    private final List<ToolCall> calls;
    private final @Nullable ToolResult[] results;

    /** The places of the calls of an id that are not answered yet; empty when all are. */
    private final Map<String, Deque<Integer>> free = new HashMap<>();

    private final Repairs repairs;
    private boolean systemSeen;

    Reply(List<ToolCall> calls, Repairs repairs) {
      this.calls = calls;
      this.results = new ToolResult[calls.size()];
      this.repairs = repairs;
      for (int i = 0; i < calls.size(); i++) {
        free.computeIfAbsent(calls.get(i).id(), _ -> new ArrayDeque<>()).add(i);
      }
    }

    void arrange(List<Message> between, List<Message> arranged) {
      List<Message> rest = between.stream().map(this::withoutResults).toList();
      List<ContentBlock> first = new ArrayList<>(answers());
      boolean joins = !rest.isEmpty() && rest.getFirst().role() == Role.USER;
      if (joins) {
        first.addAll(rest.getFirst().content());
      }
      if (!first.isEmpty()) {
        arranged.add(joins ? rest.getFirst().withContent(first) : Message.of(Role.USER, first));
      }
      rest.stream()
          .skip(joins ? 1 : 0)
          .filter(message -> !message.content().isEmpty())
          .forEach(arranged::add);
    }

    private Message withoutResults(Message message) {
      systemSeen |= message.role() != Role.USER;
      if (!holdsResult(message)) {
        return message;
      }
      List<ContentBlock> kept = new ArrayList<>(message.content().size());
      for (ContentBlock block : message.content()) {
        if (block instanceof ToolResult result) {
          take(result, kept);
        } else {
          kept.add(block);
        }
      }
      return message.withContent(kept);
    }

    private void take(ToolResult result, List<ContentBlock> kept) {
      Deque<Integer> places = free.get(result.toolCallId());
      if (places == null) {
        repairs.orphan(result.toolCallId());
        kept.addAll(asText(result));
        return;
      }
      Integer place = places.poll();
      if (place == null) {
        repairs.duplicate(result.toolCallId());
        return;
      }
      results[place] = result;
      if (systemSeen) {
        repairs.systemBetweenCallAndResult();
      }
    }

    private List<ContentBlock> answers() {
      List<ContentBlock> answers = new ArrayList<>(results.length);
      for (int i = 0; i < results.length; i++) {
        ToolResult result = results[i];
        answers.add(result == null ? missing(calls.get(i)) : result);
      }
      return answers;
    }

    private ToolResult missing(ToolCall call) {
      repairs.unanswered(call.id());
      return new ToolResult(
          call.id(),
          call.name(),
          List.of(Text.of(MISSING)),
          true,
          call.freeform(),
          null,
          Extensions.NONE);
    }

    /** The text of a result that no call asked for; media follow as blocks of their own. */
    private static List<ContentBlock> asText(ToolResult result) {
      String text =
          result.content().stream()
              .filter(Text.class::isInstance)
              .map(block -> ((Text) block).text())
              .collect(Collectors.joining("\n"));
      String mark = result.isError() ? "Error: " : "";
      List<ContentBlock> blocks = new ArrayList<>();
      blocks.add(
          new Text(
              ("[tool result " + result.toolCallId() + "] " + mark + text).strip(),
              List.of(),
              null,
              result.cache(),
              Extensions.NONE));
      result.content().stream().filter(block -> !(block instanceof Text)).forEach(blocks::add);
      return blocks;
    }
  }
}
