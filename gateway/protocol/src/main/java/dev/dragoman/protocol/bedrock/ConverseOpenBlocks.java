package dev.dragoman.protocol.bedrock;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.GatewayException;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The content blocks of one stream, by {@code contentBlockIndex}; they may interleave. Only calls
 * have a start, so any other block opens with its first delta. Text, thoughts and arguments stream
 * live; signatures, which come in pieces, and redacted thoughts are held until their block stops,
 * and bounded together, see {@link HeldBack}. A stop of a block that never opened says nothing.
 */
final class ConverseOpenBlocks {
  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final HeldBack held = new HeldBack();
  private int nextBlock;
  private boolean toolCalled;

  /** A block that was started and not stopped. */
  private static final class Open {
    /** The gateway's number, negative while nothing of it was delivered. */
    final int block;

    final StringBuilder signature = new StringBuilder();
    final ByteArrayOutputStream redacted = new ByteArrayOutputStream(0);

    Open(int block) {
      this.block = block;
    }

    long cost() {
      return (long) signature.length() + redacted.size();
    }
  }

  /** Whether a call that the client must carry out was among the blocks. */
  boolean toolCalled() {
    return toolCalled;
  }

  void start(JsonCursor event, Consumer<? super StreamEvent> events) {
    long index = index(event);
    JsonCursor start = event.get("start");
    JsonCursor toolUse = start == null ? null : start.get("toolUse");
    if (open.containsKey(index)) {
      throw event.require("contentBlockIndex").invalid("is open already");
    }
    if (toolUse != null) {
      ContentBlock call = ConverseBlockDecoder.call(toolUse, JsonText.EMPTY_OBJECT);
      toolCalled |= call instanceof ToolCall;
      open(index, call, events);
    } else if (start != null && !start.members().isEmpty()) {
      events.accept(new RawEvent(ProtocolId.BEDROCK, event.source()));
    }
  }

  private static long index(JsonCursor event) {
    return event.require("contentBlockIndex").integer();
  }

  private Open open(long index, ContentBlock empty, Consumer<? super StreamEvent> events) {
    Open block = new Open(nextBlock++);
    open.put(index, block);
    events.accept(new BlockStart(block.block, empty));
    return block;
  }

  void delta(JsonCursor event, Consumer<? super StreamEvent> events) {
    long index = index(event);
    for (JsonCursor piece : event.require("delta").members()) {
      switch (piece.name()) {
        case "text" -> text(index, piece.string(), events);
        case "reasoningContent" -> reasoning(index, piece, events);
        case "toolUse" -> arguments(index, piece, events);
        case "citation" -> {
          int block = numberOf(index, emptyText(), events);
          events.accept(new CitationDelta(block, ConverseBlockDecoder.citation(piece)));
        }
        default -> events.accept(new RawEvent(ProtocolId.BEDROCK, event.source()));
      }
    }
  }

  private int numberOf(long index, ContentBlock empty, Consumer<? super StreamEvent> events) {
    Open known = open.get(index);
    return (known == null ? open(index, empty, events) : known).block;
  }

  private static Text emptyText() {
    return Text.of("");
  }

  private void text(long index, String text, Consumer<? super StreamEvent> events) {
    if (!text.isEmpty()) {
      int block = numberOf(index, emptyText(), events);
      events.accept(new TextDelta(block, text));
    }
  }

  private void arguments(long index, JsonCursor toolUse, Consumer<? super StreamEvent> events) {
    Open block = open.get(index);
    if (block == null) {
      throw toolUse.invalid("belongs to a call that was not started");
    }
    String fragment = toolUse.string("input");
    if (fragment != null && !fragment.isEmpty()) {
      events.accept(new ToolArgumentsDelta(block.block, fragment));
    }
  }

  private void reasoning(long index, JsonCursor thought, Consumer<? super StreamEvent> events) {
    JsonCursor redacted = thought.get("redactedContent");
    if (redacted != null) {
      redacted(index, redacted);
      return;
    }
    Open known = open.get(index);
    Open block = known == null ? open(index, emptyThought(), events) : known;
    String text = thought.string("text");
    if (text != null && !text.isEmpty()) {
      events.accept(new ReasoningDelta(block.block, text, 0));
    }
    String signature = thought.string("signature");
    if (signature != null) {
      keep(signature.length());
      block.signature.append(signature);
    }
  }

  private static Reasoning emptyThought() {
    return new Reasoning("", List.of(), Reasoning.Kind.FULL, null, null, null, Extensions.NONE);
  }

  /** Pieces are base64 each, so that they are joined as bytes. */
  private void redacted(long index, JsonCursor piece) {
    Open block = open.computeIfAbsent(index, _ -> new Open(-1));
    if (block.block >= 0) {
      throw piece.invalid("stands in a block of another kind");
    }
    byte[] bytes = bytes(piece);
    keep(bytes.length);
    block.redacted.writeBytes(bytes);
  }

  private static byte[] bytes(JsonCursor base64) {
    try {
      return Base64.getDecoder().decode(base64.string());
    } catch (IllegalArgumentException e) {
      throw base64.invalid("must be base64");
    }
  }

  private void keep(long more) {
    held.keep(more);
    if (held.isFull()) {
      throw GatewayException.invalid(
          "", "open blocks hold more than " + HeldBack.MAX_CHARACTERS + " characters");
    }
  }

  void stop(JsonCursor event, Consumer<? super StreamEvent> events) {
    Open block = open.remove(index(event));
    if (block != null) {
      stop(block, events);
    }
  }

  private void stop(Open block, Consumer<? super StreamEvent> events) {
    held.release(block.cost());
    int number = block.block;
    if (number < 0) {
      number = nextBlock++;
      String base64 = Base64.getEncoder().encodeToString(block.redacted.toByteArray());
      events.accept(new BlockStart(number, ConverseReasoning.redacted(base64)));
    }
    Signature signature = signature(block);
    if (signature != null) {
      events.accept(new SignatureDelta(number, signature));
    }
    events.accept(new BlockStop(number));
  }

  private static @Nullable Signature signature(Open block) {
    return ConverseReasoning.signature(block.signature.toString());
  }

  /** Stops what an upstream forgot to stop, in the order in which it was opened. */
  void stopAll(Consumer<? super StreamEvent> events) {
    List<Open> left = List.copyOf(open.values());
    open.clear();
    left.forEach(block -> stop(block, events));
  }
}
