package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The call of the hidden tool that stands for the form of an answer, as the text that the client
 * asked for; fragments of its arguments are pieces of that text, and the stop is a plain one
 * (vercel/ai#6577, BerriAI/litellm#12463). Text that stands beside the call would spoil the JSON:
 * it waits, and goes on only when no such call comes, as with a refusal. Of several such calls the
 * first counts. Single use, not thread-safe.
 */
final class OutputCall implements Consumer<StreamEvent> {
  private final String tool;
  private final Consumer<StreamEvent> next;
  private final BlockNumbers numbers = new BlockNumbers();
  private final HeldBack held = new HeldBack();
  private final Set<Integer> outputs = new HashSet<>();
  private final Set<Integer> surplus = new HashSet<>();
  private final Set<Integer> answered = new HashSet<>();
  private final Set<Integer> calling = new HashSet<>();

  /** Text that waits, by candidate, and whose text a block is. */
  private final Map<Integer, List<StreamEvent>> waiting = new HashMap<>();

  private final Map<Integer, Integer> texts = new HashMap<>();

  OutputCall(String tool, Consumer<StreamEvent> next) {
    this.tool = tool;
    this.next = next;
  }

  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case BlockStart start -> start(start);
      case ToolArgumentsDelta(int block, String fragment) when outputs.contains(block) ->
          forward(new TextDelta(block, fragment));
      case CandidateEnd(int candidate, StopReason stop) -> {
        release(candidate);
        next.accept(new CandidateEnd(candidate, corrected(stop, candidate)));
      }
      case MessageEnd end -> {
        List.copyOf(waiting.keySet()).forEach(this::release);
        next.accept(new MessageEnd(corrected(end.stop(), 0), end.usage()));
      }
      case StreamEvent other -> inBlock(other);
    }
  }

  private void start(BlockStart start) {
    int candidate = start.candidate();
    if (start.empty() instanceof ToolCall call && call.name().equals(tool)) {
      if (!answered.add(candidate)) {
        surplus.add(start.block());
        return;
      }
      waiting.remove(candidate);
      outputs.add(start.block());
      forward(new BlockStart(start.block(), candidate, Text.of("")));
    } else if (start.empty() instanceof Text) {
      texts.put(start.block(), candidate);
      wait(candidate, start);
    } else {
      if (start.empty() instanceof ToolCall) {
        calling.add(candidate);
      }
      forward(start);
    }
  }

  private void inBlock(StreamEvent event) {
    int block = BlockNumbers.of(event);
    Integer candidate = texts.get(block);
    if (candidate != null) {
      wait(candidate, event);
    } else if (!surplus.contains(block)) {
      forward(event);
    }
  }

  private void wait(int candidate, StreamEvent event) {
    if (answered.contains(candidate)) {
      return;
    }
    waiting.computeIfAbsent(candidate, _ -> new ArrayList<>()).add(event);
    held.keep(event instanceof TextDelta(_, String text) ? text.length() : 1);
    if (held.isFull()) {
      next.accept(new StreamError(HeldBack.tooMuch()));
    }
  }

  /** Lets text go on that was all there is. */
  private void release(int candidate) {
    List<StreamEvent> events = waiting.remove(candidate);
    if (events == null) {
      return;
    }
    Set<Integer> open = new HashSet<>();
    for (StreamEvent event : events) {
      forward(event);
      if (event instanceof BlockStart start) {
        open.add(start.block());
      } else if (event instanceof BlockStop stop) {
        open.remove(stop.block());
      }
    }
    open.forEach(block -> forward(new BlockStop(block)));
  }

  private void forward(StreamEvent event) {
    next.accept(numbers.renumbered(event));
  }

  private StopReason corrected(StopReason stop, int candidate) {
    return stop.agreeing(calling.contains(candidate));
  }
}
