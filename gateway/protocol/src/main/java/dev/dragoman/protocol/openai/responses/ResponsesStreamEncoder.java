package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.codec.StreamEncoder;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ChatResponse;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Executable;
import dev.dragoman.protocol.model.ContentBlock.Opaque;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.GatewayError;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.ResponseEvents;
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
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events → the events of a Responses stream, and the answer that they amount to.
 *
 * <pre>
 *   BEFORE ──MessageStart: created, in_progress──► ANSWERING ──MessageEnd: completed | incomplete──► ENDED
 *     │                                                │
 *     └─ StreamError: created, in_progress, failed ────┴──────────── failed ──────────────────────► ENDED
 *
 *   of each item:   output_item.added ─► its own events ─► output_item.done
 * </pre>
 *
 * Neighbouring texts are parts of one message; thinking and calls are items of their own. What the
 * answer holds is what the events said, so a whole answer is its stream with nothing written. After
 * an error nothing that is open is closed: a call that was cut must not look complete
 * (kortix-ai/suna#4005).
 */
final class ResponsesStreamEncoder implements StreamEncoder {
  private static final byte[] KEEP_ALIVE = ": keep-alive\n\n".getBytes(StandardCharsets.UTF_8);

  private final ReplyContext context;
  private final AskedFields asked;
  private final EventWriter events;
  private final OutputItems output;
  private final AnswerBlocks blocks;
  private final HeldBack held = new HeldBack();
  private @Nullable ResponseObject response;
  private Ending ending = Ending.IN_PROGRESS;
  private Usage usage = Usage.UNKNOWN;

  ResponsesStreamEncoder(ReplyContext context) {
    this(context, new EventWriter(false));
  }

  private ResponsesStreamEncoder(ReplyContext context, EventWriter events) {
    this.context = context;
    this.asked = AskedFields.of(context);
    this.events = events;
    this.output = new OutputItems(context.requestId());
    this.blocks = new AnswerBlocks(output, events, asked, context.showsReasoning());
  }

  /** A whole answer. */
  static byte[] whole(ChatResponse answer, ReplyContext context) {
    ResponsesStreamEncoder encoder = new ResponsesStreamEncoder(context, new EventWriter(true));
    ByteArrayOutputStream nothing = new ByteArrayOutputStream(0);
    ResponseEvents.emit(answer, event -> encoder.accept(event, nothing));
    String tier = answer.serviceTier();
    return encoder
        .object(tier == null ? null : ServiceTiers.encode(tier))
        .text()
        .getBytes(StandardCharsets.UTF_8);
  }

  private JsonText object(@Nullable String tier) {
    ResponseObject known = response;
    if (known == null) {
      throw new IllegalStateException("the stream has not begun");
    }
    return known.json(ending, output, usage, tier);
  }

  @Override
  public void accept(StreamEvent event, ByteArrayOutputStream out) {
    if (isOver()) {
      return;
    }
    switch (event) {
      case MessageStart start -> start(start, out);
      case BlockStart(int block, int candidate, ContentBlock empty) -> {
        if (candidate == 0) {
          open(block, empty, out);
        }
      }
      case TextDelta(int block, String text) -> said(block, text, out);
      case RefusalDelta(int block, String text) -> said(block, text, out);
      case ReasoningDelta(int block, String text, int part) -> {
        held.keep(text.length());
        blocks.think(block, text, part, out);
      }
      case ToolArgumentsDelta(int block, String fragment) -> {
        held.keep(fragment.length());
        blocks.arguments(block, fragment, out);
      }
      case CitationDelta(int block, Citation citation) -> blocks.cite(block, citation, out);
      case SignatureDelta(int block, Signature signature) -> {
        held.keep(signature.value().length());
        blocks.sign(block, signature);
      }
      case BlockStop(int block) -> blocks.stop(block, out);
      case UsageUpdate(Usage cumulative) -> usage = usage.mergedWith(cumulative);
      case MessageEnd(StopReason stop, Usage last) -> end(stop, last, out);
      case StreamError(GatewayError error) -> fail(error, out);
      case KeepAlive _ -> out.writeBytes(KEEP_ALIVE);
      case CandidateEnd _, LogprobsDelta _, MediaDelta _, RawEvent _ -> {
        // One answer is all that the protocol has; the others have no form in it.
      }
    }
    if (held.isFull() && !isOver()) {
      fail(HeldBack.tooMuch(), out);
    }
  }

  @Override
  public void passed() {
    events.passed();
  }

  private boolean isOver() {
    return !ending.equals(Ending.IN_PROGRESS);
  }

  private void start(MessageStart start, ByteArrayOutputStream out) {
    response = new ResponseObject(start, context, asked);
    usage = usage.mergedWith(start.partial());
    JsonText begun = response.json(ending, output, Usage.UNKNOWN, null);
    events.write("response.created", json -> json.field("response", begun), out);
    events.write("response.in_progress", json -> json.field("response", begun), out);
  }

  private void open(int block, ContentBlock empty, ByteArrayOutputStream out) {
    held.keep(HeldBack.cost(empty));
    switch (empty) {
      case Text(String text, _, _, _, _) -> blocks.say(block, false, text, out);
      case Refusal(String text, _, _) -> blocks.say(block, true, text, out);
      case Executable code -> blocks.say(block, false, CodeText.of(code), out);
      case Reasoning thought -> blocks.think(block, thought, out);
      case ToolCall call -> blocks.call(block, call, out);
      case Opaque opaque when opaque.protocol().equals(ProtocolId.OPENAI_RESPONSES) ->
          blocks.keep(opaque.raw(), out);
      case ContentBlock.Image _,
          ContentBlock.Document _,
          ContentBlock.Audio _,
          ContentBlock.Video _,
          ContentBlock.ToolResult _,
          ContentBlock.ServerToolCall _,
          ContentBlock.ServerToolResult _,
          ContentBlock.SearchResult _,
          ContentBlock.Compaction _,
          Opaque _ -> {
        // What another provider did by itself has no item here.
      }
    }
  }

  private void said(int block, String text, ByteArrayOutputStream out) {
    held.keep(text.length());
    blocks.more(block, text, out);
  }

  private void end(StopReason stop, Usage last, ByteArrayOutputStream out) {
    usage = usage.mergedWith(last);
    String explanation = stop.detailText();
    if (stop.kind() == StopReason.Kind.REFUSAL && !blocks.hasRefused() && explanation != null) {
      blocks.refuse(explanation, out);
    }
    Ending reached = Ending.of(stop, blocks.hasRefused());
    blocks.endAll(reached.ofLastItem(), out);
    over(reached, out);
  }

  /** Typed clients want every stream to begin with the answer, also one that fails at once. */
  private void fail(GatewayError error, ByteArrayOutputStream out) {
    if (response == null) {
      start(new MessageStart(null, null, null, Usage.UNKNOWN), out);
    }
    over(Ending.failed(error), out);
  }

  private void over(Ending reached, ByteArrayOutputStream out) {
    ending = reached;
    JsonText whole = object(null);
    events.write("response." + reached.status(), json -> json.field("response", whole), out);
  }
}
