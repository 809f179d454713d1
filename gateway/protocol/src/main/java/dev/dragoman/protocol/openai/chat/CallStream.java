package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.codec.BlockSize;
import dev.dragoman.protocol.codec.NamedCalls;
import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.ProtocolId;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One call of a stream.
 *
 * <pre>
 *   NAMED ──first fragment of arguments, another block, end──► OPEN ──end──► closed
 * </pre>
 *
 * Its block opens late because servers split the name over fragments or repeat it. Fragments of
 * free text are delivered as pieces of one JSON string, as the model keeps such arguments.
 */
final class CallStream {

  private static final Set<String> KNOWN =
      Set.of(
          "index",
          "id",
          "type",
          "function",
          "custom",
          "tool_calls",
          "function_call",
          "role",
          "content",
          "refusal",
          "reasoning",
          "reasoning_content");

  private final int candidate;
  private final StreamTotals totals;
  private final String idOfPlace;
  private final boolean freeform;
  private final Extensions ext;
  private final Surrogates surrogates = new Surrogates();

  /** White space before the arguments; alone it is no JSON, and the call has none. */
  private final StringBuilder lead = new StringBuilder();

  private String id = "";
  private String name = "";
  private int block = -1;
  private boolean begun;
  private @Nullable String problem;

  CallStream(int candidate, StreamTotals totals, String idOfPlace, LooseJson first) {
    this.candidate = candidate;
    this.totals = totals;
    this.idOfPlace = idOfPlace;
    this.freeform = first.get("custom").isObject();
    this.ext = Extensions.of(ProtocolId.OPENAI_CHAT, first.rest(KNOWN));
    totals.held().keep(BlockSize.of(ext));
  }

  boolean isOpened() {
    return block >= 0;
  }

  @Nullable String problem() {
    return problem;
  }

  boolean hasId(String other) {
    return id.equals(other);
  }

  /** Whether a fragment with {@code other}, perhaps empty, may be of this call. */
  boolean mayHaveId(String other) {
    return other.isEmpty() || id.isEmpty() || id.equals(other);
  }

  void accept(LooseJson fragment, Consumer<? super StreamEvent> events) {
    if (id.isEmpty() && !isOpened()) {
      id = fragment.get("id").text();
      totals.held().keep(id.length());
    }
    if (freeform) {
      LooseJson custom = fragment.get("custom");
      named(custom.get("name").text());
      arguments(custom.get("input").text(), events);
    } else {
      function(fragment.get("function"), events);
    }
  }

  void function(LooseJson function, Consumer<? super StreamEvent> events) {
    named(function.get("name").text());
    LooseJson arguments = function.get("arguments");
    arguments(arguments.isObject() ? arguments.source().text() : arguments.text(), events);
  }

  private void named(String piece) {
    if (piece.isEmpty() || isOpened() || piece.equals(name)) {
      return;
    }
    totals.held().release(name.length());
    name = piece.startsWith(name) ? piece : name + piece;
    totals.held().keep(name.length());
  }

  private void arguments(String fragment, Consumer<? super StreamEvent> events) {
    if (fragment.isEmpty()) {
      return;
    }
    open(events);
    if (!freeform && !begun) {
      lead.append(fragment);
      totals.held().keep(fragment.length());
      begun = !fragment.isBlank();
    }
    if (!freeform && !begun) {
      return;
    }
    String whole = surrogates.whole(lead.isEmpty() ? fragment : lead.toString());
    totals.held().release(lead.length());
    lead.setLength(0);
    lead.trimToSize();
    if (isOpened() && !whole.isEmpty()) {
      say(whole, events);
    }
  }

  private void say(String text, Consumer<? super StreamEvent> events) {
    events.accept(new ToolArgumentsDelta(block, freeform ? escaped(text) : text));
  }

  private static String escaped(String text) {
    String literal = JsonText.ofString(text).text();
    return literal.substring(1, literal.length() - 1);
  }

  void open(Consumer<? super StreamEvent> events) {
    if (isOpened() || problem != null) {
      return;
    }
    if (name.isEmpty()) {
      problem = NamedCalls.NAMELESS;
      return;
    }
    block = totals.take();
    events.accept(new BlockStart(block, candidate, empty()));
    if (freeform) {
      events.accept(new ToolArgumentsDelta(block, "\""));
    }
  }

  private ToolCall empty() {
    JsonText none = freeform ? JsonText.ofString("") : JsonText.EMPTY_OBJECT;
    return new ToolCall(
        id.isEmpty() ? idOfPlace : id, null, name, null, none, freeform, null, null, ext);
  }

  void finish(Consumer<? super StreamEvent> events) {
    if (!isOpened()) {
      return;
    }
    if (!surrogates.rest().isEmpty()) {
      say(surrogates.rest(), events);
    }
    if (freeform) {
      events.accept(new ToolArgumentsDelta(block, "\""));
    }
    events.accept(new BlockStop(block));
  }
}
