package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls whose arguments are known only when they are whole: they are collected and go on as what
 * the call's rule makes of them. Single use, not thread-safe.
 */
final class RewrittenCalls implements Consumer<StreamEvent> {
  /** What becomes of the calls of one tool. */
  interface Rule {
    /** The call as it begins. */
    ToolCall begun(ToolCall call);

    /** The arguments that go on, as text. */
    String arguments(String whole);
  }

  private final Function<String, @Nullable Rule> rules;
  private final Consumer<StreamEvent> next;
  private final HeldBack held = new HeldBack();
  private final Map<Integer, Arguments> open = new LinkedHashMap<>();

  /** What came so far for a call of one answer. */
  private record Arguments(int candidate, Rule rule, StringBuilder text) {}

  /**
   * A stage in front of {@code next}.
   *
   * @param rules by the client's name of a tool; null for one whose calls stay as they are
   */
  RewrittenCalls(Function<String, @Nullable Rule> rules, Consumer<StreamEvent> next) {
    this.rules = rules;
    this.next = next;
  }

  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case BlockStart start -> begin(start);
      case ToolArgumentsDelta(int block, String fragment) when open.containsKey(block) ->
          keep(open.get(block), fragment);
      case BlockStop(int block) -> {
        flush(block);
        next.accept(event);
      }
      case CandidateEnd(int candidate, _) -> {
        flushAll(call -> call.candidate == candidate);
        next.accept(event);
      }
      case MessageEnd _ -> {
        flushAll(_ -> true);
        next.accept(event);
      }
      case StreamEvent other -> next.accept(other);
    }
  }

  private void begin(BlockStart start) {
    if (start.empty() instanceof ToolCall call) {
      Rule rule = rules.apply(call.name());
      if (rule != null) {
        open.put(start.block(), new Arguments(start.candidate(), rule, new StringBuilder()));
        next.accept(new BlockStart(start.block(), start.candidate(), rule.begun(call)));
        return;
      }
    }
    next.accept(start);
  }

  private void keep(@Nullable Arguments call, String fragment) {
    if (call == null) {
      return;
    }
    call.text.append(fragment);
    held.keep(fragment.length());
    if (held.isFull()) {
      next.accept(new StreamError(HeldBack.tooMuch()));
    }
  }

  private void flushAll(Predicate<Arguments> ended) {
    for (Map.Entry<Integer, Arguments> call : List.copyOf(open.entrySet())) {
      if (ended.test(call.getValue())) {
        flush(call.getKey());
      }
    }
  }

  private void flush(int block) {
    Arguments call = open.remove(block);
    if (call != null) {
      held.release(call.text.length());
      next.accept(new ToolArgumentsDelta(block, call.rule.arguments(call.text.toString())));
    }
  }
}
