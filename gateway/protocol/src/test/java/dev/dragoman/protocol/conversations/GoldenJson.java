package dev.dragoman.protocol.conversations;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** JSON as people read it, and as tests compare it: numbers keep their spelling in both. */
final class GoldenJson {
  private final StringBuilder out = new StringBuilder();
  private final boolean sorted;

  private GoldenJson(boolean sorted) {
    this.sorted = sorted;
  }

  /** Indented, members in the order in which they were written. */
  static String pretty(JsonValue value) {
    GoldenJson writer = new GoldenJson(false);
    writer.write(value, 0);
    return writer.out.append('\n').toString();
  }

  /** Indented, members sorted by name: equal texts are equal trees. */
  static String tree(JsonValue value) {
    GoldenJson writer = new GoldenJson(true);
    writer.write(value, 0);
    return writer.out.append('\n').toString();
  }

  private void write(JsonValue value, int depth) {
    switch (value) {
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ ->
          out.append(value.source().text());
      case JsonArray array -> {
        List<Runnable> items = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
          JsonValue item = array.get(i);
          items.add(() -> write(item, depth + 1));
        }
        enclosed('[', items, ']', depth);
      }
      case JsonObject object -> {
        List<Runnable> members = new ArrayList<>();
        for (int position : order(object)) {
          members.add(() -> {
            out.append(JsonText.ofString(object.name(position)).text()).append(": ");
            write(object.value(position), depth + 1);
          });
        }
        enclosed('{', members, '}', depth);
      }
    }
  }

  private List<Integer> order(JsonObject object) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < object.size(); i++) {
      positions.add(i);
    }
    if (sorted) {
      positions.sort(Comparator.comparing(object::name));
    }
    return positions;
  }

  private void enclosed(char opening, List<Runnable> items, char closing, int depth) {
    out.append(opening);
    for (int i = 0; i < items.size(); i++) {
      out.append(i == 0 ? "\n" : ",\n").append("  ".repeat(depth + 1));
      items.get(i).run();
    }
    if (!items.isEmpty()) {
      out.append('\n').append("  ".repeat(depth));
    }
    out.append(closing);
  }
}
