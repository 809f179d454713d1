package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.Citation;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Signature;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Blocks → items. A message opens with its first character and ends when an item of another kind
 * opens; thinking opens an item when there is something of it to show or to carry. Of a client that
 * did not ask for thinking it is not told, for its state alone would come back without the text
 * that it signs. The last call that was said is ended with what comes after it, since only then it
 * is known whether the answer was cut in it. Single use, not thread-safe.
 */
final class AnswerBlocks {
  private final OutputItems output;
  private final EventWriter events;
  private final AskedFields asked;
  private final boolean showsReasoning;
  private final Map<Integer, Block> open = new HashMap<>();
  private @Nullable MessageItem message;
  private @Nullable CallItem lastCall;
  private boolean refused;

  /** A block while it is open. */
  private sealed interface Block {}

  private static final class Said implements Block {
    private final boolean refusal;
    private final Surrogates surrogates = new Surrogates();
    private @Nullable SaidPart part;

    Said(boolean refusal) {
      this.refusal = refusal;
    }
  }

  private static final class Thought implements Block {
    private final Reasoning start;
    private final Surrogates surrogates = new Surrogates();
    private @Nullable ReasoningItem item;
    private @Nullable Signature signature;

    Thought(Reasoning start) {
      this.start = start;
      this.signature = start.signature();
    }
  }

  private static final class Called implements Block {
    private final CallItem item;
    private final Surrogates surrogates = new Surrogates();

    Called(CallItem item) {
      this.item = item;
    }
  }

  AnswerBlocks(OutputItems output, EventWriter events, AskedFields asked, boolean showsReasoning) {
    this.output = output;
    this.events = events;
    this.asked = asked;
    this.showsReasoning = showsReasoning;
  }

  /** Whether refusal text was said. */
  boolean hasRefused() {
    return refused;
  }

  /** Opens a block of text or of a refusal. */
  void say(int number, boolean refusal, String text, ByteArrayOutputStream out) {
    open.put(number, new Said(refusal));
    more(number, text, out);
  }

  void more(int number, String text, ByteArrayOutputStream out) {
    if (open.get(number) instanceof Said said) {
      say(said, said.surrogates.whole(text), out);
    }
  }

  private void say(Said said, String text, ByteArrayOutputStream out) {
    if (!text.isEmpty()) {
      refused |= said.refusal;
      part(said, out).say(text, out);
    }
  }

  private SaidPart part(Said said, ByteArrayOutputStream out) {
    if (said.part != null) {
      return said.part;
    }
    SaidPart part = message(out).part(said.refusal, out);
    said.part = part;
    return part;
  }

  private MessageItem message(ByteArrayOutputStream out) {
    if (message != null) {
      return message;
    }
    endCall("completed", out);
    int index = output.place();
    MessageItem opened = new MessageItem(output.id("msg_", index, null), index, events);
    message = opened;
    opened.open(out);
    return opened;
  }

  void cite(int number, Citation citation, ByteArrayOutputStream out) {
    if (open.get(number) instanceof Said said && said.part != null && !said.refusal) {
      JsonText annotation = UrlCitations.of(citation, said.part.length());
      if (annotation != null) {
        said.part.annotate(annotation, out);
      }
    }
  }

  /** A refusal that the upstream explained beside its answer. */
  void refuse(String explanation, ByteArrayOutputStream out) {
    refused = true;
    MessageItem item = message(out);
    SaidPart part = item.part(true, out);
    part.say(explanation, out);
    item.closed(part, out);
  }

  /** Opens a block of thinking. */
  void think(int number, Reasoning start, ByteArrayOutputStream out) {
    if (showsReasoning) {
      open.put(number, new Thought(start));
      think(number, start.text(), -1, out);
    }
  }

  void think(int number, String text, int part, ByteArrayOutputStream out) {
    if (open.get(number) instanceof Thought thought) {
      String whole = thought.surrogates.whole(text);
      if (!whole.isEmpty()) {
        item(thought, out).think(whole, Math.max(part, 0), out);
      }
    }
  }

  private ReasoningItem item(Thought thought, ByteArrayOutputStream out) {
    if (thought.item != null) {
      return thought.item;
    }
    endBefore(out);
    int index = output.place();
    ReasoningItem item =
        new ReasoningItem(output.id("rs_", index, thought.start.itemId()), index, events);
    thought.item = item;
    item.open(out);
    return item;
  }

  /** Parts of a signature are joined, as they are for other clients. */
  void sign(int number, Signature part) {
    if (open.get(number) instanceof Thought thought) {
      Signature before = thought.signature;
      thought.signature =
          before == null
              ? part
              : new Signature(
                  part.provider(), part.scope(), before.value() + part.value(), part.placement());
    }
  }

  /** Opens a call. */
  void call(int number, ToolCall call, ByteArrayOutputStream out) {
    endBefore(out);
    int index = output.place();
    String id = output.id(call.freeform() ? "ctc_" : "fc_", index, call.itemId());
    CallItem item = new CallItem(id, index, call, asked.split(call.name()), events);
    open.put(number, new Called(item));
    item.open(out);
  }

  void arguments(int number, String fragment, ByteArrayOutputStream out) {
    if (open.get(number) instanceof Called called) {
      called.item.arguments(called.surrogates.whole(fragment), out);
    }
  }

  /** An item that is given on as it is. */
  void keep(JsonText item, ByteArrayOutputStream out) {
    endBefore(out);
    int index = output.place();
    OutputItems.added(events, index, item, out);
    OutputItems.done(events, index, item, out);
    output.put(index, item);
  }

  void stop(int number, ByteArrayOutputStream out) {
    switch (open.remove(number)) {
      case Said said -> stop(said, out);
      case Thought thought -> stop(thought, out);
      case Called called -> {
        called.item.arguments(called.surrogates.rest(), out);
        endCall("completed", out);
        lastCall = called.item;
      }
      case null -> {}
    }
  }

  private void stop(Said said, ByteArrayOutputStream out) {
    say(said, said.surrogates.rest(), out);
    SaidPart part = said.part;
    if (part != null && part.item().closed(part, out)) {
      end(part.item(), "completed", out);
    }
  }

  private void stop(Thought thought, ByteArrayOutputStream out) {
    String state = ReasoningItems.state(thought.start.kind(), thought.signature);
    if (thought.item != null || state != null) {
      ReasoningItem item = item(thought, out);
      String rest = thought.surrogates.rest();
      if (!rest.isEmpty()) {
        item.think(rest, 0, out);
      }
      output.put(item.index(), item.close(state, out));
    }
  }

  /** Ends what an item of another kind ends. */
  private void endBefore(ByteArrayOutputStream out) {
    endCall("completed", out);
    MessageItem before = message;
    message = null;
    if (before != null && before.end()) {
      end(before, "completed", out);
    }
  }

  private void end(MessageItem item, String status, ByteArrayOutputStream out) {
    output.put(item.index(), item.close(status, out));
  }

  private void endCall(String status, ByteArrayOutputStream out) {
    CallItem call = lastCall;
    lastCall = null;
    if (call != null) {
      output.put(call.index(), call.close(status, out));
    }
  }

  /** Ends what is still open at the end of the answer. */
  void endAll(String status, ByteArrayOutputStream out) {
    endCall(status, out);
    MessageItem last = message;
    message = null;
    if (last != null) {
      end(last, status, out);
    }
  }
}
