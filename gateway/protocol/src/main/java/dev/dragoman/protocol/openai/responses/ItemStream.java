package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.codec.Surrogates;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.model.ContentBlock;
import dev.dragoman.protocol.model.ContentBlock.Reasoning;
import dev.dragoman.protocol.model.ContentBlock.Refusal;
import dev.dragoman.protocol.model.ContentBlock.Text;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.Extensions;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CitationDelta;
import dev.dragoman.protocol.model.StreamEvent.ReasoningDelta;
import dev.dragoman.protocol.model.StreamEvent.RefusalDelta;
import dev.dragoman.protocol.model.StreamEvent.SignatureDelta;
import dev.dragoman.protocol.model.StreamEvent.TextDelta;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One item of a stream → blocks: a message has one for each of its parts, any other item is one.
 * Blocks open with what is first said of them. When the item is done, what its deltas did not say
 * is said, and nothing is said twice. Single use.
 */
final class ItemStream {
  private static final int ALONE = -1;

  private final int place;
  private final ItemStreams.BlockCounter numbers;
  private final HeldBack held;
  private final Map<Integer, Open> blocks = new TreeMap<>();
  private LooseJson start = LooseJson.ABSENT;
  private boolean done;
  private boolean call;
  private boolean refusal;

  /** A block that has begun. */
  private static final class Open {
    private final int number;
    private final Surrogates surrogates = new Surrogates();
    private int said;
    private boolean closed;

    Open(int number) {
      this.number = number;
    }
  }

  ItemStream(int place, ItemStreams.BlockCounter numbers, HeldBack held) {
    this.place = place;
    this.numbers = numbers;
    this.held = held;
  }

  boolean isDone() {
    return done;
  }

  boolean isCall() {
    return call;
  }

  boolean isRefusal() {
    return refusal;
  }

  void opened(LooseJson item, Consumer<? super StreamEvent> events) {
    start = item;
    if (isCallType(item)) {
      callBlock(item, events);
    }
  }

  private static boolean isCallType(LooseJson item) {
    String type = item.get("type").text();
    return type.equals("function_call") || type.equals("custom_tool_call");
  }

  private boolean isFreeform() {
    return start.get("type").text().equals("custom_tool_call");
  }

  void accept(String type, LooseJson event, Consumer<? super StreamEvent> events) {
    if (done) {
      return;
    }
    String delta = event.get("delta").text();
    int part = index(event.get("content_index"));
    switch (type) {
      case "response.output_text.delta" -> say(part, false, delta, events);
      case "response.refusal.delta" -> say(part, true, delta, events);
      case "response.output_text.annotation.added" ->
          events.accept(
              new CitationDelta(
                  text(part, false, events).number, AnswerItems.citation(event.get("annotation"))));
      case "response.reasoning_summary_text.delta" ->
          think(delta, index(event.get("summary_index")), events);
      case "response.reasoning_text.delta" -> think(delta, ALONE, events);
      case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
          arguments(delta, events);
      default -> {
        // Bounds of parts, and what tools that OpenAI runs report of themselves.
      }
    }
  }

  private static int index(LooseJson given) {
    Long index = given.count();
    return index == null || index > Integer.MAX_VALUE ? 0 : index.intValue();
  }

  private Open open(int key, ContentBlock empty, Consumer<? super StreamEvent> events) {
    Open known = blocks.get(key);
    if (known != null) {
      return known;
    }
    Open opened = new Open(numbers.next());
    blocks.put(key, opened);
    held.keep(HeldBack.cost(empty));
    events.accept(new BlockStart(opened.number, empty));
    return opened;
  }

  private Open text(int part, boolean refused, Consumer<? super StreamEvent> events) {
    refusal |= refused;
    return open(part, refused ? Refusal.of("") : Text.of(""), events);
  }

  private void say(int part, boolean refused, String text, Consumer<? super StreamEvent> events) {
    Open block = text(part, refused, events);
    block.said += text.length();
    emit(block, refused, block.surrogates.whole(text), events);
  }

  private static void emit(
      Open block, boolean refused, String text, Consumer<? super StreamEvent> events) {
    if (!text.isEmpty()) {
      events.accept(
          refused ? new RefusalDelta(block.number, text) : new TextDelta(block.number, text));
    }
  }

  private Open thought(Reasoning.Kind kind, Consumer<? super StreamEvent> events) {
    return open(
        ALONE,
        new Reasoning("", List.of(), kind, null, start.get("id").string(), null, Extensions.NONE),
        events);
  }

  private void think(String text, int part, Consumer<? super StreamEvent> events) {
    Open block = thought(part == ALONE ? Reasoning.Kind.FULL : Reasoning.Kind.SUMMARY, events);
    block.said += text.length();
    String whole = block.surrogates.whole(text);
    if (!whole.isEmpty()) {
      events.accept(new ReasoningDelta(block.number, whole, part));
    }
  }

  private Open callBlock(LooseJson item, Consumer<? super StreamEvent> events) {
    call = true;
    boolean freeform = item.get("type").text().equals("custom_tool_call");
    ToolCall whole = AnswerItems.call(item, place, freeform);
    ToolCall empty =
        new ToolCall(
            whole.id(),
            whole.itemId(),
            whole.name(),
            null,
            freeform ? JsonText.ofString("") : JsonText.EMPTY_OBJECT,
            freeform,
            null,
            null,
            Extensions.NONE);
    return open(ALONE, empty, events);
  }

  private void arguments(String fragment, Consumer<? super StreamEvent> events) {
    Open block = blocks.get(ALONE);
    if (block == null || fragment.isEmpty()) {
      return;
    }
    if (!isFreeform()) {
      block.said += fragment.length();
      events.accept(new ToolArgumentsDelta(block.number, fragment));
      return;
    }
    raw(block, block.surrogates.whole(fragment), events);
    block.said += fragment.length();
  }

  /** Raw text is the inside of a JSON string in the model. */
  private static void raw(Open block, String text, Consumer<? super StreamEvent> events) {
    String quoted = JsonText.ofString(text).text();
    String inside = quoted.substring(1, quoted.length() - 1);
    events.accept(new ToolArgumentsDelta(block.number, block.said == 0 ? "\"" + inside : inside));
  }

  void done(LooseJson item, Consumer<? super StreamEvent> events) {
    if (done) {
      return;
    }
    if (!start.isPresent()) {
      start = item;
    }
    switch (item.get("type").text()) {
      case "message" -> message(item, events);
      case "reasoning" -> reasoning(item, events);
      case "function_call", "custom_tool_call" -> call(item, events);
      default -> {
        if (item.isObject()) {
          open(ALONE, AnswerItems.kept(item), events);
        }
      }
    }
    cut(events);
  }

  private void message(LooseJson item, Consumer<? super StreamEvent> events) {
    List<LooseJson> parts = item.get("content").items();
    for (int i = 0; i < parts.size(); i++) {
      boolean refused = parts.get(i).get("type").text().equals("refusal");
      String whole = parts.get(i).get(refused ? "refusal" : "text").text();
      Open block = blocks.get(i);
      if (block == null ? !whole.isEmpty() : block.said == 0) {
        say(i, refused, whole, events);
      }
    }
  }

  private void reasoning(LooseJson item, Consumer<? super StreamEvent> events) {
    Open block = blocks.get(ALONE);
    Signature state = AnswerItems.state(item);
    if (block == null || block.said == 0) {
      List<LooseJson> summary = item.get("summary").items();
      for (int i = 0; i < summary.size(); i++) {
        think(summary.get(i).get("text").text(), i, events);
      }
    }
    if (state != null) {
      held.keep(state.value().length());
      events.accept(new SignatureDelta(thought(Reasoning.Kind.SUMMARY, events).number, state));
    }
  }

  private void call(LooseJson item, Consumer<? super StreamEvent> events) {
    Open block = callBlock(item, events);
    if (block.said == 0) {
      arguments(item.get(isFreeform() ? "input" : "arguments").text(), events);
    }
  }

  /** Ends what is open. */
  void cut(Consumer<? super StreamEvent> events) {
    done = true;
    boolean freeform = call && isFreeform();
    blocks.forEach((key, block) -> {
      if (freeform && block.said > 0) {
        events.accept(new ToolArgumentsDelta(block.number, "\""));
      } else if (key != ALONE) {
        emit(block, refusal, block.surrogates.rest(), events);
      }
      if (!block.closed) {
        block.closed = true;
        events.accept(new BlockStop(block.number));
      }
    });
  }
}
