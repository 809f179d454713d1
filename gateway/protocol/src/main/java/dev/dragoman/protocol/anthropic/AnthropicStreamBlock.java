package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
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
 * <p>Text is opened by its first delta, so an empty block is never seen; a call at once; thinking
 * is kept to its end, because only there its signature says whether it is shown. A high surrogate
 * at the end of a delta waits for its low one, since each delta is JSON of its own.
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

  private final ContentBlock start;
  private final Kind kind;
  private final StringBuilder pending = new StringBuilder();
  private final StringBuilder signature = new StringBuilder();
  private final List<JsonText> citations = new ArrayList<>();
  private boolean signedByAnthropic;
  private int index = NOT_OPENED;
  private boolean argued;
  private boolean stopped;
  private boolean closed;

  AnthropicStreamBlock(ContentBlock start) {
    this.start = start;
    this.kind =
        switch (start) {
          case Text _, Refusal _ -> Kind.TEXT;
          case Reasoning thinking when thinking.kind() != Reasoning.Kind.REDACTED -> Kind.THINKING;
          case ToolCall _ -> Kind.CALL;
          case ServerToolCall call when AnthropicReply.isOwnCall(call.kind()) -> Kind.CALL;
          case ContentBlock _ -> Kind.WHOLE;
        };
    if (start instanceof Reasoning thinking) {
      pending.append(thinking.text());
      sign(thinking.signature());
    }
    if (start instanceof Text text) {
      pending.append(text.text());
    }
  }

  /** A block for deltas of text or thinking that come after this one was closed. */
  AnthropicStreamBlock continuation() {
    return switch (start) {
      case Reasoning thinking ->
          new AnthropicStreamBlock(
              new Reasoning(
                  "", List.of(), thinking.kind(), null, null, thinking.cache(), thinking.ext()));
      case ContentBlock _ -> new AnthropicStreamBlock(Text.of(""));
    };
  }

  void add(String piece) {
    pending.append(piece);
  }

  void cite(JsonText citation) {
    citations.add(citation);
  }

  /** Parts of a signature are joined: clients keep the last one they see. */
  void sign(@Nullable Signature part) {
    if (part != null && AnthropicReply.isOwn(part)) {
      signedByAnthropic = true;
      signature.append(part.value());
    }
  }

  int waiting() {
    return pending.length();
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
      case THINKING, WHOLE -> {}
    }
  }

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
    if (!signedByAnthropic) {
      return;
    }
    open(encoder, out);
    String thought = ready(true);
    if (!thought.isEmpty()) {
      encoder.frames().delta(out, index, "thinking_delta", "thinking", thought);
    }
    encoder.frames().delta(out, index, "signature_delta", "signature", signature.toString());
  }

  private String ready(boolean last) {
    int length = pending.length();
    if (!last && length > 0 && Character.isHighSurrogate(pending.charAt(length - 1))) {
      length--;
    }
    String ready = pending.substring(0, length);
    pending.delete(0, length);
    return ready;
  }
}
