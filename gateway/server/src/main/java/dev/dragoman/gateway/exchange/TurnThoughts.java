package dev.dragoman.gateway.exchange;

import dev.dragoman.gateway.memory.ThoughtMemory;
import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is thought in one answer and has it remembered by the calls that came of it. Looks,
 * never changes. Single use, not thread-safe.
 */
final class TurnThoughts {
  private final ThoughtMemory memory;
  private final String tenant;
  private final Map<Integer, Thought> open = new HashMap<>();
  private final List<Reasoning> thoughts = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private long characters;

  TurnThoughts(ThoughtMemory memory, String tenant) {
    this.memory = memory;
    this.tenant = tenant;
  }

  /** A thought that is still going on. */
  private static final class Thought {
    final Reasoning start;
    final StringBuilder text;
    @Nullable Signature signature;

    Thought(Reasoning start) {
      this.start = start;
      this.text = new StringBuilder(start.text());
      this.signature = start.signature();
    }

    void sign(Signature part) {
      Signature before = signature;
      signature =
          before == null
              ? part
              : new Signature(
                  part.provider(), part.scope(), before.value() + part.value(), part.placement());
    }

    Reasoning whole() {
      return new Reasoning(
          text.toString(),
          start.summaryParts(),
          start.kind(),
          signature,
          start.itemId(),
          null,
          start.ext());
    }
  }

  /** Takes a whole answer. */
  void observe(ChatResponse answer) {
    if (!answer.candidates().isEmpty()) {
      answer.candidates().getFirst().content().forEach(this::block);
      remember();
    }
  }

  private void block(ContentBlock block) {
    if (block instanceof Reasoning thought) {
      thoughts.add(thought);
    } else if (block instanceof ToolCall call) {
      calls.add(call.id());
    }
  }

  /** Takes the next event of a streamed answer. */
  void observe(StreamEvent event) {
    switch (event) {
      case BlockStart(int block, int candidate, ContentBlock empty) when candidate == 0 -> {
        if (empty instanceof Reasoning thought) {
          open.put(block, new Thought(thought));
        } else {
          block(empty);
        }
      }
      case ReasoningDelta(int block, String text, int _) -> {
        Thought thought = open.get(block);
        if (thought != null && keeps(text)) {
          thought.text.append(text);
        }
      }
      case SignatureDelta(int block, Signature signature) -> {
        Thought thought = open.get(block);
        if (thought != null) {
          thought.sign(signature);
        }
      }
      case BlockStop(int block) -> {
        Thought thought = open.remove(block);
        if (thought != null) {
          thoughts.add(thought.whole());
        }
      }
      case MessageEnd _ -> remember();
      case StreamEvent _ -> {
        // Nothing that is thought.
      }
    }
  }

  private boolean keeps(String text) {
    characters += text.length();
    return characters <= HeldBack.MAX_CHARACTERS;
  }

  /** A thought of which a part is missing is none: it would be refused. */
  private void remember() {
    if (!thoughts.isEmpty() && characters <= HeldBack.MAX_CHARACTERS) {
      List<Reasoning> whole = List.copyOf(thoughts);
      calls.forEach(call -> memory.remember(tenant, call, whole));
    }
  }
}
