package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Signature;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One block on its way to the client.
 *
 * <pre>
 * WAITING ──its turn──▶ LIVE ──stop, or another takes its place──▶ CLOSED
 *  deltas kept           deltas written                             later deltas need a new block
 * </pre>
 *
 * <p>Text is opened by its first delta, so an empty block is never seen; a call at once. Thinking
 * is kept until its signature says whether it is shown: from then on it is written at once, or
 * thrown away when another provider signed it. A high surrogate at the end of a delta waits for its
 * low one, since each delta is JSON of its own. What is kept is counted for the whole stream.
 */
final class AnthropicStreamBlock {
  private static final int NOT_OPENED = -1;

  private enum Kind {
    TEXT,
    THINKING,
    CALL,
    /** Blocks without deltas. */
    WHOLE
  }

  private final Kind kind;
  private final HeldBack held;
  private final StringBuilder pending = new StringBuilder();
  private int summaryPart = -1;
  private final StringBuilder signature = new StringBuilder();
  private final List<JsonText> citations = new ArrayList<>();
  private ContentBlock start;
  private long kept;
  private boolean signed;
  private boolean foreign;
  private int index = NOT_OPENED;
  private boolean argued;
  private boolean stopped;
  private boolean closed;

  AnthropicStreamBlock(ContentBlock start, HeldBack held) {
    this.start = start;
    this.held = held;
    this.kind =
        switch (start) {
          case Text _, Refusal _ -> Kind.TEXT;
          case Reasoning thinking when thinking.kind() != Reasoning.Kind.REDACTED -> Kind.THINKING;
          case ToolCall _ -> Kind.CALL;
          case ServerToolCall call when AnthropicReply.isOwnCall(call.kind()) -> Kind.CALL;
          case ContentBlock _ -> Kind.WHOLE;
        };
    keep(HeldBack.cost(start));
    if (start instanceof Reasoning thinking) {
      add(thinking.text());
      sign(thinking.signature());
    }
    if (start instanceof Text text) {
      add(text.text());
    }
  }

  private void keep(long more) {
    kept += more;
    held.keep(more);
  }

  private void release(long less) {
    kept -= less;
    held.release(less);
  }

  /** A block for deltas of text or thinking that come after this one was closed. */
  AnthropicStreamBlock continuation() {
    return new AnthropicStreamBlock(start, held);
  }

  /** More of a thought; between parts of a summary is a blank line. */
  void think(String text, int part) {
    boolean nextPart = part > summaryPart && summaryPart >= 0;
    summaryPart = part;
    add(nextPart ? "\n\n" + text : text);
  }

  void add(String piece) {
    if (!foreign) {
      pending.append(piece);
      keep(piece.length());
    }
  }

  void cite(JsonText citation) {
    citations.add(citation);
    keep(citation.text().length());
  }

  /** Parts of a signature are joined: clients keep the last one they see. */
  void sign(@Nullable Signature part) {
    if (part == null || kind != Kind.THINKING || foreign) {
      return;
    }
    if (AnthropicReply.isCarried(part)) {
      signed = true;
      signature.append(part.value());
      keep(part.value().length());
    } else if (!signed) {
      foreign = true;
      release(pending.length());
      empty(pending);
    }
  }

  void stop() {
    stopped = true;
  }

  /** Whether nothing more is expected. */
  boolean isStopped() {
    return stopped || kind == Kind.WHOLE;
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether another block may take its place before it is stopped: its rest can follow later. */
  boolean canYield() {
    return kind == Kind.TEXT || kind == Kind.THINKING;
  }

  /** Whether it is a call that the client has to carry out. */
  boolean isClientCall() {
    return start instanceof ToolCall;
  }

  /** Whether something of it was written. */
  boolean isOpened() {
    return index != NOT_OPENED;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  /** Writes what may be written now that it is the block's turn. */
  void flush(AnthropicStreamEncoder encoder, ByteArrayOutputStream out) {
    switch (kind) {
      case TEXT -> flushText(encoder, out, false);
      case CALL -> {
        open(encoder, out);
        flushArguments(encoder, out, false);
      }
      case THINKING -> {
        if (signed) {
          open(encoder, out);
          flushThinking(encoder, out, false);
        }
      }
      case WHOLE -> {}
    }
  }

  /** Writes the rest and lets go of all of it but its kind. */
  void close(AnthropicStreamEncoder encoder, ByteArrayOutputStream out) {
    closed = true;
    switch (kind) {
      case TEXT -> flushText(encoder, out, true);
      case CALL -> closeCall(encoder, out);
      case THINKING -> closeThinking(encoder, out);
      case WHOLE -> {
        if (AnthropicReply.shown(start) != null) {
          open(encoder, out);
        }
      }
    }
    if (index != NOT_OPENED) {
      encoder.frames().blockStop(out, index);
    }
    forget();
  }

  private void forget() {
    release(kept);
    empty(pending);
    empty(signature);
    citations.clear();
    start = emptied(start);
  }

  /** A builder keeps the room of the longest text it had, so the room is given back as well. */
  private static void empty(StringBuilder text) {
    text.setLength(0);
    text.trimToSize();
  }

  private static ContentBlock emptied(ContentBlock block) {
    return block instanceof Reasoning thinking
        ? new Reasoning("", List.of(), thinking.kind(), null, null, null, Extensions.NONE)
        : Text.of("");
  }

  private void open(AnthropicStreamEncoder encoder, ByteArrayOutputStream out) {
    if (index == NOT_OPENED) {
      index = encoder.nextIndex();
      encoder.frames().blockStart(out, index, opening());
    }
  }

  private ContentBlock opening() {
    if (start instanceof Refusal) {
      return Text.of("");
    }
    ContentBlock shown = kind == Kind.WHOLE ? AnthropicReply.shown(start) : start;
    return shown == null ? start : shown;
  }

  private void flushText(AnthropicStreamEncoder encoder, ByteArrayOutputStream out, boolean last) {
    String text = ready(last);
    if (!text.isEmpty()) {
      open(encoder, out);
      encoder.frames().delta(out, index, "text_delta", "text", text);
    }
    if (index != NOT_OPENED) {
      for (JsonText citation : citations) {
        encoder.frames().citation(out, index, citation);
        release(citation.text().length());
      }
      citations.clear();
    }
  }

  private void flushArguments(
      AnthropicStreamEncoder encoder, ByteArrayOutputStream out, boolean last) {
    String fragment = ready(last);
    if (!fragment.isEmpty()) {
      argued = true;
      encoder.frames().delta(out, index, "input_json_delta", "partial_json", fragment);
    }
  }

  /** A call without arguments still has to end as valid JSON. */
  private void closeCall(AnthropicStreamEncoder encoder, ByteArrayOutputStream out) {
    open(encoder, out);
    flushArguments(encoder, out, true);
    if (!argued) {
      encoder.frames().delta(out, index, "input_json_delta", "partial_json", argumentsOfStart());
    }
  }

  private String argumentsOfStart() {
    return switch (start) {
      case ToolCall call -> JsonText.objectOf(call.arguments().text()).text();
      case ServerToolCall call -> JsonText.objectOf(call.input().text()).text();
      case ContentBlock _ -> JsonText.EMPTY_OBJECT.text();
    };
  }

  private void closeThinking(AnthropicStreamEncoder encoder, ByteArrayOutputStream out) {
    if (!signed) {
      return;
    }
    open(encoder, out);
    flushThinking(encoder, out, true);
    encoder.frames().delta(out, index, "signature_delta", "signature", signature.toString());
  }

  private void flushThinking(
      AnthropicStreamEncoder encoder, ByteArrayOutputStream out, boolean last) {
    String thought = ready(last);
    if (!thought.isEmpty()) {
      encoder.frames().delta(out, index, "thinking_delta", "thinking", thought);
    }
  }

  private String ready(boolean last) {
    int length = pending.length();
    if (!last && length > 0 && Character.isHighSurrogate(pending.charAt(length - 1))) {
      length--;
    }
    String ready = pending.substring(0, length);
    pending.delete(0, length);
    release(length);
    return ready;
  }
}
