package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.HeldBack;
import dev.dragoman.protocol.model.StreamEvent;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The items of one stream, each under its {@code output_index}; an event without one is of the item
 * that was opened last. Single use.
 */
final class ItemStreams {
  private static final int MAX_ITEMS = 4096;

  private final Map<Integer, ItemStream> items = new TreeMap<>();
  private final BlockCounter blocks = new BlockCounter();
  private final HeldBack held = new HeldBack();
  private int last;
  private boolean called;
  private boolean refused;

  /** Numbers of blocks, in order of their appearance. */
  static final class BlockCounter {
    private int next;

    int next() {
      return next++;
    }
  }

  boolean isTooMuch() {
    return held.isFull() || items.size() > MAX_ITEMS;
  }

  boolean hasCalled() {
    return called;
  }

  boolean hasRefused() {
    return refused;
  }

  void accept(String type, LooseJson event, Consumer<? super StreamEvent> events) {
    Long index = event.get("output_index").count();
    int place = index == null || index > Integer.MAX_VALUE ? last : index.intValue();
    last = place;
    switch (type) {
      case "response.output_item.added" -> item(place).opened(event.get("item"), events);
      case "response.output_item.done" -> done(place, event.get("item"), events);
      default -> item(place).accept(type, event, events);
    }
  }

  private ItemStream item(int place) {
    return items.computeIfAbsent(place, number -> new ItemStream(number, blocks, held));
  }

  private void done(int place, LooseJson whole, Consumer<? super StreamEvent> events) {
    ItemStream item = item(place);
    item.done(whole, events);
    called |= item.isCall();
    refused |= item.isRefusal();
  }

  /** Says what of the answer's items no event has said, and ends what is open. */
  void finish(LooseJson output, Consumer<? super StreamEvent> events) {
    List<LooseJson> whole = output.items();
    for (int i = 0; i < whole.size(); i++) {
      if (!item(i).isDone()) {
        done(i, whole.get(i), events);
      }
    }
    items.forEach((place, item) -> {
      if (!item.isDone()) {
        item.cut(events);
        called |= item.isCall();
        refused |= item.isRefusal();
      }
    });
  }
}
