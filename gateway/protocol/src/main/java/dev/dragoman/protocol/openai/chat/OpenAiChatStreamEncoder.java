package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.Signature;
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
import dev.dragoman.protocol.openai.OpenAiErrors;
import dev.dragoman.protocol.wire.SseFrame;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Events → {@code chat.completion.chunk} frames.
 *
 * <pre>
 *   BEFORE ──MessageStart: role chunk──► ANSWERING ──MessageEnd: finish chunks, usage chunk,
 *     │                                      │        [DONE]──► ENDED
 *     └────────── StreamError: error frame ──┴────────────────► ENDED
 *
 *   of each candidate:   role ─► (content | reasoning_content | refusal | tool_calls)* ─► finish
 * </pre>
 *
 * Blocks have no frames of their own here: a text or reasoning block is its deltas, a call one
 * chunk with id and name and then fragments. After an error there is neither {@code finish_reason}
 * nor {@code [DONE]}, which would make it a success (kortix-ai/suna#4005).
 */
final class OpenAiChatStreamEncoder implements StreamEncoder {
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8);

  private final ReplyContext context;
  private final Map<Integer, ChunkBlock> blocks = new HashMap<>();
  private final Map<Integer, ChunkCandidate> candidates = new HashMap<>();
  private final HeldBack held = new HeldBack();
  private ChunkWriter chunks;
  private Usage usage = Usage.UNKNOWN;
  private boolean ended;

  OpenAiChatStreamEncoder(ReplyContext context) {
    this.context = context;
    this.chunks = ChunkWriter.of(new MessageStart(null, null, null, usage), context);
  }

  @Override
  public void accept(StreamEvent event, ByteArrayOutputStream out) {
    if (ended) {
      return;
    }
    switch (event) {
      case MessageStart start -> start(start, out);
      case BlockStart start -> open(start, out);
      case TextDelta(int block, String text) -> text(block, text, out);
      case ReasoningDelta delta -> reasoning(delta, out);
      case RefusalDelta(int block, String text) -> refusal(block, text, out);
      case ToolArgumentsDelta(int block, String fragment) -> arguments(block, fragment, out);
      case CitationDelta delta -> citation(delta, out);
      case LogprobsDelta(int block, JsonText logprobs) ->
          chunks.logprobs(candidate(block), logprobs, out);
      case BlockStop(int block) -> close(block, out);
      case UsageUpdate(Usage cumulative) -> usage = usage.mergedWith(cumulative);
      case CandidateEnd(int index, StopReason stop) -> finish(candidateAt(index, out), stop, out);
      case MessageEnd(StopReason stop, Usage last) -> end(stop, last, out);
      case StreamError(GatewayError error) -> fail(error, out);
      case KeepAlive _ -> out.writeBytes(KEEP_ALIVE);
      case SignatureDelta(int block, Signature signature) -> sign(block(block), signature);
      case MediaDelta _, RawEvent _ -> {
        // State and events of another protocol have no form in a chunk.
      }
    }
  }

  private void start(MessageStart start, ByteArrayOutputStream out) {
    chunks = ChunkWriter.of(start, context);
    usage = usage.mergedWith(start.partial());
    candidateAt(0, out);
  }

  /** The candidate, introduced by its role chunk when it is new. */
  private ChunkCandidate candidateAt(int index, ByteArrayOutputStream out) {
    ChunkCandidate known = candidates.get(index);
    if (known != null) {
      return known;
    }
    ChunkCandidate candidate = new ChunkCandidate(index);
    candidates.put(index, candidate);
    chunks.delta(candidate, json -> json.field("role", "assistant").field("content", ""), out);
    return candidate;
  }

  private ChunkBlock block(int number) {
    ChunkBlock block = blocks.get(number);
    if (block == null) {
      throw new IllegalStateException("block " + number + " was never opened");
    }
    return block;
  }

  private ChunkCandidate candidate(int block) {
    return block(block).candidate;
  }

  private void open(BlockStart start, ByteArrayOutputStream out) {
    ChunkCandidate candidate = candidateAt(start.candidate(), out);
    ChunkBlock block = new ChunkBlock(candidate, start.empty());
    blocks.put(start.block(), block);
    if (start.empty() instanceof ToolCall call) {
      chunks.callStart(block, CarriedThoughts.into(call, candidate.thoughts), out);
      candidate.thoughts.forEach(thought -> held.release(thought.text().length()));
      candidate.thoughts.clear();
    }
  }

  /** Parts of a signature are joined, as they are for other clients. */
  private static void sign(ChunkBlock block, Signature part) {
    Signature before = block.signature;
    block.signature =
        before == null
            ? part
            : new Signature(
                part.provider(), part.scope(), before.value() + part.value(), part.placement());
  }

  /** Keeps what was thought for the call that may follow, and sends what is signed. */
  private void thought(ChunkBlock block, Reasoning start, ByteArrayOutputStream out) {
    Reasoning thought = block.thoughtSoFar(start);
    ChunkCandidate candidate = block.candidate;
    candidate.thoughts.add(thought);
    if (thought.signature() != null && context.showsReasoning()) {
      int index = candidate.thoughtsSent++;
      chunks.delta(candidate, json -> CarriedThoughts.writeDelta(json, thought, index), out);
    }
  }

  private void text(int number, String text, ByteArrayOutputStream out) {
    ChunkBlock block = block(number);
    say(block, "content", block.surrogates.whole(text), out);
  }

  private void reasoning(ReasoningDelta delta, ByteArrayOutputStream out) {
    ChunkBlock block = block(delta.block());
    boolean nextPart = delta.summaryIndex() > block.summaryIndex;
    block.summaryIndex = delta.summaryIndex();
    String text = nextPart ? "\n\n" + delta.text() : delta.text();
    block.thoughtText.append(text);
    held.keep(text.length());
    if (held.isFull()) {
      fail(HeldBack.tooMuch(), out);
      return;
    }
    say(block, "reasoning_content", block.surrogates.whole(text), out);
  }

  private void refusal(int number, String text, ByteArrayOutputStream out) {
    ChunkBlock block = block(number);
    say(block, "refusal", block.surrogates.whole(text), out);
  }

  private void refusal(ChunkCandidate candidate, String text, ByteArrayOutputStream out) {
    if (!text.isEmpty()) {
      candidate.refusalShown = true;
      chunks.delta(candidate, json -> json.field("refusal", text), out);
    }
  }

  private void say(ChunkBlock block, String field, String text, ByteArrayOutputStream out) {
    block.field = field;
    if (text.isEmpty() || (block.thought != null && !context.showsReasoning())) {
      return;
    }
    if (field.equals("refusal")) {
      refusal(block.candidate, text, out);
      return;
    }
    if (field.equals("content")) {
      block.candidate.textLength += text.length();
    }
    chunks.delta(block.candidate, json -> json.field(field, text), out);
  }

  private void arguments(int number, String fragment, ByteArrayOutputStream out) {
    ChunkBlock block = block(number);
    if (!block.isCall()) {
      // Input of a tool that the provider runs: the client has no call to put it into.
      return;
    }
    block.arguments |= !fragment.isEmpty();
    if (block.freeform) {
      keep(block, fragment, out);
    } else {
      sayArguments(block, block.surrogates.whole(fragment), out);
    }
  }

  /** Free text is kept until its JSON string is whole. */
  private void keep(ChunkBlock block, String fragment, ByteArrayOutputStream out) {
    block.input.append(fragment);
    held.keep(fragment.length());
    if (held.isFull()) {
      fail(HeldBack.tooMuch(), out);
    }
  }

  private void sayArguments(ChunkBlock block, String text, ByteArrayOutputStream out) {
    if (!text.isEmpty()) {
      chunks.callArguments(block, text, out);
    }
  }

  private void citation(CitationDelta delta, ByteArrayOutputStream out) {
    ChunkBlock block = block(delta.block());
    JsonText annotation =
        Annotations.of(delta.citation(), block.textStart, block.candidate.textLength);
    if (annotation != null) {
      chunks.delta(
          block.candidate,
          json -> json.beginArray("annotations").value(annotation).endArray(),
          out);
    }
  }

  /** Clients parse the arguments of every call, so a call without any gets an empty object. */
  private void close(int number, ByteArrayOutputStream out) {
    ChunkBlock block = block(number);
    blocks.remove(number);
    held.release(block.input.length());
    if (block.freeform) {
      JsonText input = new JsonText(block.input.toString());
      chunks.callArguments(block, ToolArguments.freeformText(input), out);
    } else if (block.isCall()) {
      sayArguments(block, block.arguments ? block.surrogates.rest() : "{}", out);
    } else {
      say(block, block.field, block.surrogates.rest(), out);
      if (block.thought != null) {
        thought(block, block.thought, out);
      }
    }
  }

  private void finish(ChunkCandidate candidate, StopReason stop, ByteArrayOutputStream out) {
    if (candidate.finished) {
      return;
    }
    candidate.finished = true;
    boolean refusalShown = candidate.refusalShown;
    String explanation = stop.detailText();
    if (stop.kind() == StopReason.Kind.REFUSAL && !refusalShown && explanation != null) {
      refusal(candidate, explanation, out);
    }
    chunks.finish(candidate, FinishReasons.encode(stop, refusalShown), out);
  }

  private void end(StopReason stop, Usage last, ByteArrayOutputStream out) {
    ended = true;
    usage = usage.mergedWith(last);
    candidates.values().stream()
        .sorted((one, other) -> Integer.compare(one.index, other.index))
        .forEach(candidate -> finish(candidate, stop, out));
    if (context.includeUsage() && ChatUsage.isKnown(usage)) {
      chunks.usage(usage, out);
    }
    out.writeBytes(DONE);
  }

  private void fail(GatewayError error, ByteArrayOutputStream out) {
    ended = true;
    out.writeBytes(SseFrame.bytes(null, OpenAiErrors.body(error)));
  }
}
