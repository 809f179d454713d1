package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
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
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Events → chunks, each a {@code GenerateContentResponse}.
 *
 * <pre>
 *   STARTED ──(text, thought: a chunk a piece │ call, medium: a chunk when it is whole)*──►
 *        MessageEnd: chunk with finishReason and usageMetadata ──► ENDED
 *        StreamError: {"error":{…}} ──────────────────────────────► ENDED
 * </pre>
 *
 * There is no other mark of the end; after an error none. Source: {@code streamGenerateContent} in
 * the API reference. Single use.
 */
final class GeminiStreamEncoder implements StreamEncoder {
  private final ReplyContext context;
  private final ReplyFrames frames;
  private final Map<Integer, OpenBlock> blocks = new HashMap<>();
  private final Map<Integer, Spoken> candidates = new TreeMap<>();
  private final HeldBack held = new HeldBack();
  private Usage usage = Usage.UNKNOWN;
  private String id;
  private String model;
  private boolean ended;

  GeminiStreamEncoder(ReplyContext context, boolean framed) {
    this.context = context;
    this.frames = new ReplyFrames(framed);
    this.id = GeminiResponseEncoder.id(null, context);
    this.model = GeminiResponseEncoder.model(null, context);
  }

  /** What a candidate has said so far. */
  private static final class Spoken {
    private final int index;
    private final ReplyParts parts;
    private boolean said;
    private boolean broken;
    private boolean finished;

    Spoken(int index, boolean showsThoughts) {
      this.index = index;
      this.parts = new ReplyParts(showsThoughts);
    }
  }

  /** A block whose end did not come yet. */
  private static final class OpenBlock {
    private final Spoken candidate;
    private final ContentBlock start;
    private final Surrogates surrogates = new Surrogates();
    private final StringBuilder arguments = new StringBuilder();
    private int summaryIndex;
    private @Nullable Signature signature;

    OpenBlock(Spoken candidate, ContentBlock start) {
      this.candidate = candidate;
      this.start = start;
    }
  }

  @Override
  public void accept(StreamEvent event, ByteArrayOutputStream out) {
    if (ended) {
      return;
    }
    switch (event) {
      case MessageStart start -> start(start);
      case BlockStart start -> open(start, out);
      case TextDelta(int block, String text) -> text(block(block), text, out);
      case RefusalDelta(int block, String text) -> text(block(block), text, out);
      case ReasoningDelta delta -> thought(block(delta.block()), delta, out);
      case SignatureDelta(int block, Signature signature) -> sign(block(block), signature);
      case ToolArgumentsDelta(int block, String fragment) -> arguments(block(block), fragment, out);
      case BlockStop(int block) -> close(block(block), out);
      case UsageUpdate(Usage cumulative) -> usage = usage.mergedWith(cumulative);
      case CandidateEnd(int index, StopReason stop) -> finish(candidate(index), stop, false, out);
      case MessageEnd(StopReason stop, Usage last) -> end(stop, last, out);
      case StreamError(GatewayError error) -> fail(error, out);
      case KeepAlive _ -> frames.keepAlive(out);
      case CitationDelta _, LogprobsDelta _, MediaDelta _, RawEvent _ -> {
        // Of another protocol: no form in a chunk.
      }
    }
  }

  private void start(MessageStart start) {
    usage = usage.mergedWith(start.partial());
    id = GeminiResponseEncoder.id(start.id(), context);
    model = GeminiResponseEncoder.model(start.model(), context);
  }

  private Spoken candidate(int index) {
    return candidates.computeIfAbsent(
        index, number -> new Spoken(number, context.showsReasoning()));
  }

  private OpenBlock block(int number) {
    OpenBlock block = blocks.get(number);
    if (block == null) {
      throw new IllegalStateException("block " + number + " was never opened");
    }
    return block;
  }

  private void open(BlockStart start, ByteArrayOutputStream out) {
    OpenBlock block = new OpenBlock(candidate(start.candidate()), start.empty());
    blocks.put(start.block(), block);
    switch (start.empty()) {
      case Text text -> text(block, text.text(), out);
      case Refusal refusal -> text(block, refusal.text(), out);
      case Reasoning thought -> {
        block.signature = thought.signature();
        thought(block, thought.text(), out);
      }
      case ToolCall _ -> {}
      case ContentBlock whole -> {
        if (block.candidate.parts.isWritten(whole)) {
          say(block.candidate, json -> block.candidate.parts.write(json, whole), out);
        }
      }
    }
  }

  private void text(OpenBlock block, String text, ByteArrayOutputStream out) {
    String whole = block.surrogates.whole(text);
    if (!whole.isEmpty()) {
      say(block.candidate, json -> block.candidate.parts.text(json, whole), out);
    }
  }

  /** Parts of a summary are paragraphs. */
  private void thought(OpenBlock block, ReasoningDelta delta, ByteArrayOutputStream out) {
    boolean nextPart = delta.summaryIndex() > block.summaryIndex;
    block.summaryIndex = delta.summaryIndex();
    thought(block, nextPart ? "\n\n" + delta.text() : delta.text(), out);
  }

  private void thought(OpenBlock block, String text, ByteArrayOutputStream out) {
    String whole = block.surrogates.whole(text);
    if (!whole.isEmpty() && context.showsReasoning()) {
      say(block.candidate, json -> block.candidate.parts.thoughtPiece(json, whole), out);
    }
  }

  /** Parts of a signature are joined, as they are for other clients. */
  private static void sign(OpenBlock block, Signature part) {
    Signature before = block.signature;
    block.signature =
        before == null || before.value().isEmpty()
            ? part
            : new Signature(
                part.provider(), part.scope(), before.value() + part.value(), part.placement());
  }

  private void arguments(OpenBlock block, String fragment, ByteArrayOutputStream out) {
    block.arguments.append(fragment);
    held.keep(fragment.length());
    if (held.isFull()) {
      fail(HeldBack.tooMuch(), out);
    }
  }

  private void close(OpenBlock block, ByteArrayOutputStream out) {
    Spoken candidate = block.candidate;
    if (block.start instanceof Reasoning start) {
      Reasoning over =
          new Reasoning("", List.of(), start.kind(), block.signature, null, null, Extensions.NONE);
      if (candidate.parts.isWritten(over)) {
        say(candidate, json -> candidate.parts.thought(json, over, ""), out);
      } else {
        candidate.parts.thought(new JsonWriter().beginArray(), over, "");
      }
    } else if (block.start instanceof ToolCall call) {
      held.release(block.arguments.length());
      String given =
          block.arguments.isEmpty() ? call.arguments().text() : block.arguments.toString();
      if (GeminiResponseEncoder.isObject(new JsonText(given))) {
        say(candidate, json -> candidate.parts.call(json, call, JsonText.objectOf(given)), out);
      } else {
        candidate.broken = true;
      }
    }
  }

  private void say(Spoken candidate, Consumer<JsonWriter> part, ByteArrayOutputStream out) {
    JsonWriter parts = new JsonWriter().beginArray();
    part.accept(parts);
    sayAll(candidate, new JsonText(parts.endArray().text()), out);
  }

  private void sayAll(Spoken candidate, JsonText parts, ByteArrayOutputStream out) {
    candidate.said = true;
    chunk(candidate, parts, null, false, out);
  }

  private void chunk(
      Spoken candidate,
      JsonText parts,
      @Nullable String finishReason,
      boolean last,
      ByteArrayOutputStream out) {
    JsonWriter json = new JsonWriter().beginObject().beginArray("candidates").beginObject();
    json.beginObject("content").field("parts", parts).field("role", "model").endObject();
    json.field("finishReason", finishReason).field("index", candidate.index);
    json.endObject().endArray();
    tail(json, last, out);
  }

  private void tail(JsonWriter json, boolean last, ByteArrayOutputStream out) {
    if (last) {
      GeminiUsage.write(json, usage);
    }
    json.field("modelVersion", model).field("responseId", id);
    frames.write(json.endObject().bytes(), out);
  }

  private void finish(Spoken candidate, StopReason stop, boolean last, ByteArrayOutputStream out) {
    candidate.finished = true;
    JsonWriter parts = new JsonWriter().beginArray();
    if (candidate.parts.isUnfinished() || !candidate.said) {
      candidate.parts.finish(parts);
    }
    StopReason told = GeminiResponseEncoder.agreeing(stop, candidate.broken);
    chunk(candidate, new JsonText(parts.endArray().text()), GeminiStops.encode(told), last, out);
  }

  private void end(StopReason stop, Usage last, ByteArrayOutputStream out) {
    usage = usage.mergedWith(last);
    Spoken first = candidate(0);
    if (first.finished) {
      tail(new JsonWriter().beginObject(), true, out);
    } else {
      finish(first, stop, true, out);
    }
    frames.end(out);
    ended = true;
  }

  private void fail(GatewayError error, ByteArrayOutputStream out) {
    frames.write(GeminiErrors.body(error), out);
    frames.end(out);
    ended = true;
  }
}
