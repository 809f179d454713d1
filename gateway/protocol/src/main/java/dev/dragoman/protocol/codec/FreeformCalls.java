package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ContentBlock.ToolCall;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.model.StreamEvent.BlockStart;
import dev.dragoman.protocol.model.StreamEvent.BlockStop;
import dev.dragoman.protocol.model.StreamEvent.CandidateEnd;
import dev.dragoman.protocol.model.StreamEvent.MessageEnd;
import dev.dragoman.protocol.model.StreamEvent.StreamError;
import dev.dragoman.protocol.model.StreamEvent.ToolArgumentsDelta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Calls of functions that stand for raw-text tools, back to raw text: the arguments {@code
 * {"input":"…"}} are collected and go on as what {@code input} holds (codex-relay#37,
 * antirez/ds4#745). Arguments of another form, as a call that was cut has them, are the text
 * themselves. Single use, not thread-safe.
 */
final class FreeformCalls implements Consumer<StreamEvent> {
  /** The one property of a function that stands for a raw-text tool. */
  static final String INPUT = "input";

  private final Set<String> tools;
  private final Consumer<StreamEvent> next;
  private final HeldBack held = new HeldBack();
  private final Map<Integer, Arguments> open = new LinkedHashMap<>();

  /** What came so far for a call of one answer. */
  private record Arguments(int candidate, StringBuilder text) {}

  FreeformCalls(Set<String> tools, Consumer<StreamEvent> next) {
    this.tools = tools;
    this.next = next;
  }

  @Override
  public void accept(StreamEvent event) {
    switch (event) {
      case BlockStart(int block, int candidate, ToolCall call) when tools.contains(call.name()) -> {
        open.put(block, new Arguments(candidate, new StringBuilder()));
        next.accept(new BlockStart(block, candidate, freeform(call)));
      }
      case ToolArgumentsDelta(int block, String fragment) when open.containsKey(block) ->
          keep(open.get(block), fragment);
      case BlockStop(int block) -> {
        flush(block);
        next.accept(event);
      }
      case CandidateEnd(int candidate, _) -> {
        flushAll(call -> call.candidate == candidate);
        next.accept(event);
      }
      case MessageEnd _ -> {
        flushAll(_ -> true);
        next.accept(event);
      }
      case StreamEvent other -> next.accept(other);
    }
  }

  private void keep(@Nullable Arguments call, String fragment) {
    if (call == null) {
      return;
    }
    call.text.append(fragment);
    held.keep(fragment.length());
    if (held.isFull()) {
      next.accept(new StreamError(HeldBack.tooMuch()));
    }
  }

  private void flushAll(Predicate<Arguments> ended) {
    for (Map.Entry<Integer, Arguments> call : List.copyOf(open.entrySet())) {
      if (ended.test(call.getValue())) {
        flush(call.getKey());
      }
    }
  }

  private void flush(int block) {
    Arguments call = open.remove(block);
    if (call != null) {
      held.release(call.text.length());
      next.accept(new ToolArgumentsDelta(block, text(call.text.toString()).text()));
    }
  }

  private static ToolCall freeform(ToolCall call) {
    return new ToolCall(
        call.id(),
        call.itemId(),
        call.name(),
        call.namespace(),
        call.arguments().equals(JsonText.EMPTY_OBJECT)
            ? JsonText.ofString("")
            : text(call.arguments().text()),
        true,
        call.signature(),
        call.cache(),
        call.ext());
  }

  /** The raw text as a JSON string. */
  private static JsonText text(String arguments) {
    if (arguments.isEmpty()) {
      return JsonText.ofString("");
    }
    return JsonReader.tryParse(arguments) instanceof JsonObject object
            && object.size() == 1
            && object.get(INPUT) instanceof JsonString(String raw)
        ? JsonText.ofString(raw)
        : JsonText.ofString(arguments);
  }
}
