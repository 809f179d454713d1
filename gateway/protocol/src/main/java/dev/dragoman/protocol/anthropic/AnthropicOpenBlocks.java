package dev.dragoman.protocol.anthropic;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Compaction;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ServerToolCall;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The content blocks of one stream, by the upstream's index. Text, thinking and calls stream live.
 * Compactions have no delta in the model, so they are held and delivered when they stop. Indices
 * that were not opened, or opened twice, are refused; a second stop of a block is ignored
 * (litellm#37273). Open blocks and what is held for them are bounded together, see {@link
 * HeldBack}.
 */
final class AnthropicOpenBlocks {
  private static final AnthropicBlockDecoder DECODER = AnthropicBlockDecoder.INSTANCE;

  private final Map<Long, Open> open = new LinkedHashMap<>();
  private final HeldBack held = new HeldBack();
  private int nextBlock;
  private boolean toolCalled;

  /** A block that was started and not stopped. */
  private static final class Open {
    final ContentBlock start;
    final StringBuilder held = new StringBuilder();
    int block = -1;
    boolean argued;

    Open(ContentBlock start) {
      this.start = start;
    }

    boolean isHeld() {
      return start instanceof Compaction;
    }

    long cost() {
      return HeldBack.cost(start) + held.length();
    }
  }

  /** Whether a call that the client must carry out was among the blocks. */
  boolean toolCalled() {
    return toolCalled;
  }

  void start(JsonCursor event, Consumer<? super StreamEvent> events) {
    ContentBlock start = DECODER.block(event.require("content_block"));
    Open block = new Open(start);
    if (open.put(index(event), block) != null) {
      throw event.require("index").invalid("is open already");
    }
    keep(block.cost());
    toolCalled |= start instanceof ToolCall;
    if (!block.isHeld()) {
      begin(block, events);
    }
  }

  private void keep(long more) {
    held.keep(more);
    if (held.isFull()) {
      throw GatewayException.invalid(
          "", "open blocks hold more than " + HeldBack.MAX_CHARACTERS + " characters");
    }
  }

  private static long index(JsonCursor event) {
    return event.require("index").integer();
  }

  /** Delivers the start, and what a start may hold already of what usually comes in deltas. */
  private void begin(Open block, Consumer<? super StreamEvent> events) {
    block.block = nextBlock++;
    int number = block.block;
    switch (block.start) {
      case Text text -> {
        events.accept(new BlockStart(number, emptied(text)));
        text(number, text.text(), events);
        text.citations().forEach(citation -> events.accept(new CitationDelta(number, citation)));
      }
      case Reasoning thinking when thinking.kind() != Reasoning.Kind.REDACTED -> {
        events.accept(new BlockStart(number, emptied(thinking)));
        thought(number, thinking.text(), events);
        if (thinking.signature() != null) {
          events.accept(new SignatureDelta(number, thinking.signature()));
        }
      }
      case ToolCall call -> events.accept(new BlockStart(number, emptied(call)));
      case ServerToolCall call -> events.accept(new BlockStart(number, emptied(call)));
      case ContentBlock whole -> events.accept(new BlockStart(number, whole));
    }
  }

  private static Text emptied(Text text) {
    return new Text("", List.of(), null, text.cache(), text.ext());
  }

  private static Reasoning emptied(Reasoning thinking) {
    return new Reasoning(
        "", List.of(), thinking.kind(), null, null, thinking.cache(), thinking.ext());
  }

  private static ToolCall emptied(ToolCall call) {
    return new ToolCall(
        call.id(),
        null,
        call.name(),
        null,
        JsonText.EMPTY_OBJECT,
        false,
        null,
        call.cache(),
        call.ext());
  }

  private static ServerToolCall emptied(ServerToolCall call) {
    return new ServerToolCall(
        call.id(), call.kind(), call.name(), JsonText.EMPTY_OBJECT, call.cache(), call.ext());
  }

  void delta(JsonCursor event, Consumer<? super StreamEvent> events) {
    Open block = open.get(index(event));
    if (block == null) {
      throw event.require("index").invalid("is not open");
    }
    JsonCursor delta = event.require("delta");
    String type = delta.requireString("type");
    if (!isUsual(type, block, delta, events)) {
      events.accept(new RawEvent(ProtocolId.ANTHROPIC, event.source()));
    }
  }

  /** Delivers a delta that fits its block; says whether it was one. */
  private boolean isUsual(
      String type, Open block, JsonCursor delta, Consumer<? super StreamEvent> events) {
    return switch (block.start) {
      case Text _ when type.equals("text_delta") ->
          text(block.block, delta.requireString("text"), events);
      case Text _ when type.equals("citations_delta") -> {
        events.accept(
            new CitationDelta(
                block.block, AnthropicBlockDecoder.citation(delta.require("citation"))));
        yield true;
      }
      case Reasoning _ when type.equals("thinking_delta") ->
          thought(block.block, delta.requireString("thinking"), events);
      case Reasoning _ when type.equals("signature_delta") ->
          signature(block.block, delta.string("signature"), events);
      case ToolCall _ when type.equals("input_json_delta") ->
          arguments(block, delta.requireString("partial_json"), events);
      case ServerToolCall _ when type.equals("input_json_delta") ->
          arguments(block, delta.requireString("partial_json"), events);
      case Compaction _ when type.equals("compaction_delta") ->
          hold(block, delta.string("content"));
      case ContentBlock _ -> false;
    };
  }

  private static boolean text(int block, String text, Consumer<? super StreamEvent> events) {
    if (!text.isEmpty()) {
      events.accept(new TextDelta(block, text));
    }
    return true;
  }

  private static boolean thought(int block, String text, Consumer<? super StreamEvent> events) {
    if (!text.isEmpty()) {
      events.accept(new ReasoningDelta(block, text, 0));
    }
    return true;
  }

  private static boolean signature(
      int block, @Nullable String value, Consumer<? super StreamEvent> events) {
    Signature signature = AnthropicBlockDecoder.signature(value);
    if (signature != null) {
      events.accept(new SignatureDelta(block, signature));
    }
    return true;
  }

  private static boolean arguments(
      Open block, String fragment, Consumer<? super StreamEvent> events) {
    if (!fragment.isEmpty()) {
      block.argued = true;
      events.accept(new ToolArgumentsDelta(block.block, fragment));
    }
    return true;
  }

  private boolean hold(Open block, @Nullable String part) {
    if (part != null) {
      keep(part.length());
      block.held.append(part);
    }
    return true;
  }

  void stop(JsonCursor event, Consumer<? super StreamEvent> events) {
    Open block = open.remove(index(event));
    if (block != null) {
      stop(block, events);
    }
  }

  private void stop(Open block, Consumer<? super StreamEvent> events) {
    held.release(block.cost());
    if (block.isHeld()) {
      block.block = nextBlock++;
      events.accept(new BlockStart(block.block, whole(block)));
    }
    JsonText known = argumentsOfStart(block.start);
    if (!block.argued && !known.equals(JsonText.EMPTY_OBJECT)) {
      events.accept(new ToolArgumentsDelta(block.block, known.text()));
    }
    events.accept(new BlockStop(block.block));
  }

  private static JsonText argumentsOfStart(ContentBlock start) {
    return switch (start) {
      case ToolCall call -> call.arguments();
      case ServerToolCall call -> call.input();
      case ContentBlock _ -> JsonText.EMPTY_OBJECT;
    };
  }

  private static ContentBlock whole(Open block) {
    return block.start instanceof Compaction compaction && !block.held.isEmpty()
        ? new Compaction(
            block.held.toString(), compaction.encrypted(), compaction.cache(), compaction.ext())
        : block.start;
  }

  /** Stops what an upstream forgot to stop, in the order in which it was opened. */
  void stopAll(Consumer<? super StreamEvent> events) {
    List<Open> left = List.copyOf(open.values());
    open.clear();
    left.forEach(block -> stop(block, events));
  }
}
