package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.codec.ResponseStorage.Page;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The items that an answer was made of, with those of the turns before it, a page at a time
 * (OpenAI, "List input items"). An item that its client gave no id has one here all the same, the
 * same each time: without it there is no second page.
 */
final class InputItemList {
  private static final Set<String> ID = Set.of("id");
  private static final Map<String, String> PREFIXES =
      Map.of(
          "message", "msg_",
          "reasoning", "rs_",
          "function_call", "fc_",
          "function_call_output", "fco_",
          "custom_tool_call", "ctc_",
          "custom_tool_call_output", "ctco_");

  private final List<Item> items = new ArrayList<>();

  private InputItemList() {}

  private record Item(String id, JsonText json) {}

  /** Of {@code stored} answers, of which each builds on those before it. */
  static InputItemList of(List<StoredResponse> stored) {
    InputItemList list = new InputItemList();
    for (int i = 0; i < stored.size(); i++) {
      StoredResponse one = stored.get(i);
      boolean last = i == stored.size() - 1;
      list.add(one.id(), last ? one.input() : one.turn());
    }
    return list;
  }

  private void add(String response, List<JsonText> turn) {
    for (int i = 0; i < turn.size(); i++) {
      JsonCursor item = JsonCursor.of(turn.get(i).parse());
      String id = item.string("id");
      if (id != null) {
        items.add(new Item(id, turn.get(i)));
        continue;
      }
      String type = item.string("type");
      String prefix = type == null ? "item_" : PREFIXES.getOrDefault(type, "item_");
      String own = prefix + response.substring(response.indexOf('_') + 1) + "_in" + i;
      JsonWriter json = new JsonWriter().beginObject().field("id", own);
      item.rest(ID).forEach(json::field);
      if ("message".equals(type) && item.get("status") == null) {
        json.field("status", "completed");
      }
      items.add(new Item(own, new JsonText(json.endObject().text())));
    }
  }

  byte[] page(Page page) {
    List<Item> ordered = new ArrayList<>(items);
    if (!page.ascending()) {
      Collections.reverse(ordered);
    }
    int from = from(ordered, page);
    int to = Math.min(ordered.size(), from + page.limit());
    List<Item> shown = ordered.subList(from, to);
    JsonWriter json = new JsonWriter().beginObject().field("object", "list").beginArray("data");
    shown.forEach(item -> json.value(item.json()));
    json.endArray();
    if (shown.isEmpty()) {
      json.nullField("first_id").nullField("last_id");
    } else {
      json.field("first_id", shown.getFirst().id()).field("last_id", shown.getLast().id());
    }
    return json.field("has_more", (Boolean) (to < ordered.size())).endObject().bytes();
  }

  private static int from(List<Item> ordered, Page page) {
    if (page.after() == null) {
      return 0;
    }
    for (int i = 0; i < ordered.size(); i++) {
      if (ordered.get(i).id().equals(page.after())) {
        return i + 1;
      }
    }
    throw GatewayException.invalid("after", "after: is no item of this response");
  }
}
