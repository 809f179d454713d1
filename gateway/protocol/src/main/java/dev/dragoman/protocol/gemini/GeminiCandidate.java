package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StopReason.Kind;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.normalise.ToolIds;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of one candidate. Text and thoughts come in pieces, of which neighbours without a
 * signature are one block; every other part is whole, but calls of Vertex AI that were asked for in
 * pieces, which are told when they are. Single use, not thread-safe.
 */
final class GeminiCandidate {
  private final int index;
  private final String seed;
  private final GeminiAnswer.BlockCounter blocks;
  private Open open = Open.NOTHING;
  private int block;
  private int calls;
  private @Nullable StopReason stop;
  private @Nullable Partial partial;

  /** A call of which pieces are to follow. */
  private record Partial(String id, String name, PartialArguments arguments) {}

  /** What the next piece may continue. */
  private enum Open {
    NOTHING,
    TEXT,
    THOUGHT
  }

  /**
   * A candidate of which nothing came yet.
   *
   * @param seed of ids for calls that have none
   */
  GeminiCandidate(int index, String seed, GeminiAnswer.BlockCounter blocks) {
    this.index = index;
    this.seed = seed;
    this.blocks = blocks;
  }

  boolean isStopped() {
    return stop != null;
  }

  /** Whether a call is in pieces of which the last one is missing, and no bound has cut it. */
  boolean isBroken() {
    return partial != null && (stop == null || stop.kind() != Kind.MAX_TOKENS);
  }

  /** Why it stopped, in agreement with what it said. */
  StopReason stop() {
    StopReason told = stop == null ? StopReason.of(Kind.OTHER, null) : stop;
    return told.agreeing(calls > 0);
  }

  void accept(JsonCursor candidate, Consumer<? super StreamEvent> events) {
    JsonCursor content = candidate.get("content");
    if (content != null) {
      content.items("parts").forEach(part -> part(part, events));
    }
    JsonCursor grounding = candidate.get("groundingMetadata");
    if (grounding != null) {
      events.accept(new RawEvent(ProtocolId.GEMINI, grounding.source()));
    }
    StopReason told = GeminiStops.decode(candidate);
    stop = told == null ? stop : told;
  }

  private void part(JsonCursor part, Consumer<? super StreamEvent> events) {
    String signature = part.string(GeminiSignatures.FIELD);
    JsonCursor call = part.get("functionCall");
    JsonCursor text = part.get("text");
    if (call != null) {
      signed(signature, Placement.TOOL_CALL, events);
      call(call, events);
    } else if (text != null && part.isTrue("thought")) {
      thought(text.string(), signature, events);
    } else if (text != null) {
      text(text.string(), signature, events);
    } else {
      other(part, signature, events);
    }
  }

  private void thought(
      String text, @Nullable String signature, Consumer<? super StreamEvent> events) {
    if (text.isEmpty() && signature == null) {
      return;
    }
    if (open != Open.THOUGHT || signature != null) {
      open(Open.THOUGHT, emptyThought(), events);
    }
    if (!text.isEmpty()) {
      events.accept(new ReasoningDelta(block, text, 0));
    }
    if (signature != null) {
      sign(signature, Placement.THINKING, events);
    }
  }

  private static Reasoning emptyThought() {
    return Reasoning.of("");
  }

  private void text(String text, @Nullable String signature, Consumer<? super StreamEvent> events) {
    if (signature != null) {
      signed(signature, text.isEmpty() ? Placement.TRAILING : Placement.TEXT, events);
    }
    if (text.isEmpty()) {
      return;
    }
    if (open != Open.TEXT) {
      open(Open.TEXT, Text.of(""), events);
    }
    events.accept(new TextDelta(block, text));
    if (signature != null) {
      close(events);
    }
  }

  /** The signature of the part that follows, as a thought of its own; nothing without one. */
  private void signed(
      @Nullable String signature, Placement placement, Consumer<? super StreamEvent> events) {
    close(events);
    if (signature != null) {
      open(Open.THOUGHT, emptyThought(), events);
      sign(signature, placement, events);
    }
  }

  private void sign(String signature, Placement placement, Consumer<? super StreamEvent> events) {
    events.accept(new SignatureDelta(block, GeminiSignatures.of(signature, placement)));
    close(events);
  }

  private void call(JsonCursor call, Consumer<? super StreamEvent> events) {
    if (partial != null || call.get("partialArgs") != null || call.isTrue("willContinue")) {
      piece(call, events);
      return;
    }
    JsonCursor args = call.get("args");
    if (args != null && !args.isObject()) {
      throw args.invalid("must be an object");
    }
    whole(
        id(call),
        call.requireString("name"),
        args == null ? JsonText.EMPTY_OBJECT : args.source(),
        events);
  }

  /** A piece of a call: the first has its name, the last does not continue. */
  private void piece(JsonCursor call, Consumer<? super StreamEvent> events) {
    Partial begun =
        partial == null
            ? new Partial(id(call), call.requireString("name"), new PartialArguments())
            : partial;
    call.items("partialArgs").forEach(begun.arguments::add);
    partial = call.isTrue("willContinue") ? begun : null;
    if (partial == null) {
      whole(begun.id, begun.name, begun.arguments.text(), events);
    }
  }

  private String id(JsonCursor call) {
    String given = call.string("id");
    return given == null || given.isEmpty()
        ? ToolIds.wordCharacters(seed + "/" + index + "/" + calls)
        : given;
  }

  private void whole(
      String id, String name, JsonText arguments, Consumer<? super StreamEvent> events) {
    calls++;
    open(Open.NOTHING, ToolCall.of(id, name, JsonText.EMPTY_OBJECT), events);
    if (!arguments.equals(JsonText.EMPTY_OBJECT)) {
      events.accept(new ToolArgumentsDelta(block, arguments.text()));
    }
    events.accept(new BlockStop(block));
  }

  /** Media of the answer, code that was run, and what has no record. */
  private void other(
      JsonCursor part, @Nullable String signature, Consumer<? super StreamEvent> events) {
    ContentBlock content = GeminiParts.decode(part);
    if (content == null) {
      // Nothing but a signature: that of the turn.
      if (signature != null) {
        signed(signature, Placement.TRAILING, events);
      }
      return;
    }
    signed(signature, Placement.TEXT, events);
    open(Open.NOTHING, content, events);
    events.accept(new BlockStop(block));
  }

  private void open(Open kind, ContentBlock empty, Consumer<? super StreamEvent> events) {
    close(events);
    block = blocks.next();
    open = kind;
    events.accept(new BlockStart(block, index, empty));
  }

  /** Stops the block that a piece might have continued. */
  void close(Consumer<? super StreamEvent> events) {
    if (open != Open.NOTHING) {
      events.accept(new BlockStop(block));
      open = Open.NOTHING;
    }
  }
}
