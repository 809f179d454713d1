package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StopReason;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.KeepAlive;
import dev.dragoman.protocol.model.StreamEvent.LogprobsDelta;
import dev.dragoman.protocol.model.StreamEvent.MediaDelta;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageStart;
import dev.dragoman.protocol.model.StreamEvent.RawEvent;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.model.StreamEvent.UsageUpdate;
import dev.dragoman.protocol.model.Usage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events → frames of an Anthropic stream:
 *
 * <pre>
 * message_start ( content_block_start content_block_delta* content_block_stop )* message_delta message_stop
 *       └───────────────── error, at any place; nothing after it ─────────────────┘
 * ping is allowed everywhere before the end
 * </pre>
 *
 * <p>Clients append blocks as they start and address them by position, so blocks are written
 * strictly one after the other with indices from 0. Events may interleave; blocks then stand in
 * line: the first is live, those behind it are kept until it stops (headroom#2890, litellm#15315).
 * Text and thinking make way for a block that starts after them (litellm#15307). An error leaves an
 * open call open, so that no client takes it for complete. All that waits is bounded together, see
 * {@link HeldBack}.
 */
final class AnthropicStreamEncoder implements StreamEncoder {
  private final AnthropicFrames frames;
  private final HeldBack held = new HeldBack();
  private final Map<Integer, AnthropicStreamBlock> blocks = new HashMap<>();
  private final Deque<AnthropicStreamBlock> line = new ArrayDeque<>();
  private Usage usage = Usage.UNKNOWN;
  private int nextIndex;
  private boolean toolCalled;
  private boolean textShown;
  private boolean refused;
  private boolean over;

  AnthropicStreamEncoder(ReplyContext context) {
    this.frames = new AnthropicFrames(context);
  }

  AnthropicFrames frames() {
    return frames;
  }

  int nextIndex() {
    return nextIndex++;
  }

  @Override
  public void accept(StreamEvent event, ByteArrayOutputStream out) {
    if (over) {
      return;
    }
    take(event, out);
    if (held.isFull() && !over) {
      fail(HeldBack.tooMuch(), out);
    }
  }

  private void take(StreamEvent event, ByteArrayOutputStream out) {
    switch (event) {
      case MessageStart start -> {
        usage = start.partial();
        frames.messageStart(out, start);
      }
      case BlockStart(int block, int candidate, ContentBlock empty) -> {
        if (candidate == 0) {
          start(block, empty, out);
        }
      }
      case TextDelta(int block, String text) -> delta(block, out, it -> it.add(text));
      case RefusalDelta(int block, String text) -> {
        refused = true;
        delta(block, out, it -> it.add(text));
      }
      case ReasoningDelta(int block, String text, int part) ->
          delta(block, out, it -> it.think(text, part));
      case SignatureDelta(int block, var signature) -> delta(block, out, it -> it.sign(signature));
      case ToolArgumentsDelta(int block, String fragment) ->
          delta(block, out, it -> it.add(fragment));
      case CitationDelta(int block, Citation citation) -> cite(block, citation, out);
      case BlockStop(int block) -> stop(block, out);
      case UsageUpdate(Usage cumulative) -> usage = usage.mergedWith(cumulative);
      case MessageEnd(StopReason stop, Usage last) -> end(stop, usage.mergedWith(last), out);
      case StreamError(GatewayError error) -> fail(error, out);
      case KeepAlive _ -> frames.ping(out);
      case RawEvent(ProtocolId protocol, JsonText raw) -> {
        if (protocol.equals(ProtocolId.ANTHROPIC)) {
          frames.unknown(out, raw);
        }
      }
      case CandidateEnd _, MediaDelta _, LogprobsDelta _ -> {
        // This protocol has no place for them.
      }
    }
  }

  private void start(int number, ContentBlock empty, ByteArrayOutputStream out) {
    refused |= empty instanceof Refusal;
    AnthropicStreamBlock block = new AnthropicStreamBlock(empty, held);
    blocks.put(number, block);
    line.add(block);
    advance(out);
  }

  private void delta(int number, ByteArrayOutputStream out, Consumer<AnthropicStreamBlock> change) {
    AnthropicStreamBlock block = blocks.get(number);
    if (block == null || (block.isClosed() && !block.canYield())) {
      return;
    }
    if (block.isClosed()) {
      block = block.continuation();
      blocks.put(number, block);
      line.add(block);
    }
    change.accept(block);
    if (line.peek() == block) {
      advance(out);
    }
  }

  private void cite(int number, Citation citation, ByteArrayOutputStream out) {
    if (citation.protocol().equals(ProtocolId.ANTHROPIC)) {
      delta(number, out, block -> block.cite(citation.raw()));
    }
  }

  private void stop(int number, ByteArrayOutputStream out) {
    AnthropicStreamBlock block = blocks.remove(number);
    if (block != null && !block.isClosed()) {
      block.stop();
      advance(out);
    }
  }

  /** Writes what the first in line has, and goes on to the next as long as the first is done. */
  private void advance(ByteArrayOutputStream out) {
    @Nullable AnthropicStreamBlock live = line.peek();
    while (live != null) {
      live.flush(this, out);
      toolCalled |= live.isClientCall();
      boolean makesWay = live.canYield() && line.size() > 1;
      if (!live.isStopped() && !makesWay) {
        return;
      }
      live.close(this, out);
      textShown |= live.isText() && live.isOpened();
      line.remove();
      live = line.peek();
    }
  }

  private void end(StopReason stop, Usage total, ByteArrayOutputStream out) {
    line.forEach(AnthropicStreamBlock::stop);
    advance(out);
    StopReason agreeing = AnthropicStops.agreeing(stop, toolCalled);
    if (agreeing.kind() == StopReason.Kind.MALFORMED_TOOL_CALL && !textShown) {
      fail(AnthropicStops.malformedCall(), out);
      return;
    }
    over = true;
    frames.messageEnd(out, refused ? AnthropicStops.refused(agreeing) : agreeing, total);
  }

  private void fail(GatewayError error, ByteArrayOutputStream out) {
    over = true;
    frames.error(out, error);
  }
}
