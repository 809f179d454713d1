package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.GatewayException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that Vertex AI streams, {@code partialArgs}: each piece names its place
 * by a JSON path ({@code $.a.b[0]}, {@code $['a b']}), and text goes on where a piece has been
 * before. Source: {@code PartialArg} in the Vertex AI REST reference. Single use, not thread-safe.
 */
final class PartialArguments {
  private static final int MAX_CHARACTERS = 8 * 1024 * 1024;
  private static final int MAX_STEPS = 128;
  private static final JsonText NULL = new JsonText("null");

  private final Members root = new Members(new LinkedHashMap<>());
  private int characters;

  /** What stands at a place. */
  private sealed interface Node {}

  private record Members(Map<String, Node> byName) implements Node {}

  private record Elements(List<Node> inOrder) implements Node {}

  private record Text(StringBuilder text) implements Node {}

  private record Whole(JsonText value) implements Node {}

  /**
   * Takes the next piece.
   *
   * @throws GatewayException {@code INVALID_REQUEST} for a path that leads nowhere, and beyond the
   *     bounds
   */
  void add(JsonCursor piece) {
    String path = piece.requireString("jsonPath");
    characters += piece.source().text().length();
    if (characters > MAX_CHARACTERS) {
      throw piece.invalid("the arguments are longer than " + MAX_CHARACTERS + " characters");
    }
    List<Object> steps = steps(path, piece);
    Node holder = root;
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      Node next = child(holder, steps.get(i));
      if (last) {
        put(holder, steps.get(i), value(next, piece), piece);
      } else {
        if (next == null) {
          next =
              steps.get(i + 1) instanceof Integer
                  ? new Elements(new ArrayList<>())
                  : new Members(new LinkedHashMap<>());
          put(holder, steps.get(i), next, piece);
        }
        holder = next;
      }
    }
  }

  /** All arguments, as one object. */
  JsonText text() {
    JsonWriter out = new JsonWriter();
    write(out, root);
    return new JsonText(out.text());
  }

  private static @Nullable Node child(Node holder, Object step) {
    return switch (holder) {
      case Members members when step instanceof String name -> members.byName.get(name);
      case Elements elements
          when step instanceof Integer index && index < elements.inOrder.size() ->
          elements.inOrder.get(index);
      case Members _, Elements _, Text _, Whole _ -> null;
    };
  }

  private static void put(Node holder, Object step, Node node, JsonCursor piece) {
    if (holder instanceof Members members && step instanceof String name) {
      members.byName.put(name, node);
    } else if (holder instanceof Elements elements
        && step instanceof Integer index
        && index <= elements.inOrder.size()) {
      if (index == elements.inOrder.size()) {
        elements.inOrder.add(node);
      } else {
        elements.inOrder.set(index, node);
      }
    } else {
      throw piece.invalid("names a place that is not there");
    }
  }

  private static Node value(@Nullable Node before, JsonCursor piece) {
    JsonCursor text = piece.get("stringValue");
    if (text != null) {
      StringBuilder all = before instanceof Text(StringBuilder begun) ? begun : new StringBuilder();
      return new Text(all.append(text.string()));
    }
    for (String name : List.of("numberValue", "boolValue")) {
      JsonCursor found = piece.get(name);
      if (found != null) {
        return new Whole(found.source());
      }
    }
    return new Whole(NULL);
  }

  private static void write(JsonWriter out, Node node) {
    switch (node) {
      case Members(Map<String, Node> byName) -> {
        out.beginObject();
        byName.forEach((name, member) -> {
          out.name(name);
          write(out, member);
        });
        out.endObject();
      }
      case Elements(List<Node> inOrder) -> {
        out.beginArray();
        inOrder.forEach(element -> write(out, element));
        out.endArray();
      }
      case Text(StringBuilder text) -> out.value(text.toString());
      case Whole(JsonText value) -> out.value(value);
    }
  }

  /** Names and indexes of {@code $.a.b[0]['c']}, in order. */
  private static List<Object> steps(String path, JsonCursor piece) {
    List<Object> steps = new ArrayList<>();
    int at = path.startsWith("$") ? 1 : -1;
    while (at > 0 && at < path.length() && steps.size() < MAX_STEPS) {
      char c = path.charAt(at);
      if (c == '.') {
        int end = at + 1;
        while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
          end++;
        }
        steps.add(path.substring(at + 1, end));
        at = end == at + 1 ? -1 : end;
      } else {
        at = c == '[' ? bracket(path, at, steps) : -1;
      }
    }
    if (at != path.length() || steps.isEmpty()) {
      throw piece.invalid("has no JSON path of an argument");
    }
    return steps;
  }

  /** Reads {@code [0]} or {@code ['name']}; where it ends, or -1. */
  private static int bracket(String path, int at, List<Object> steps) {
    char quote = at + 1 < path.length() ? path.charAt(at + 1) : 0;
    if (quote == '\'' || quote == '"') {
      StringBuilder name = new StringBuilder();
      int end = at + 2;
      while (end < path.length() && path.charAt(end) != quote) {
        if (path.charAt(end) == '\\') {
          end++;
        }
        if (end < path.length()) {
          name.append(path.charAt(end++));
        }
      }
      steps.add(name.toString());
      return path.startsWith("]", end + 1) ? end + 2 : -1;
    }
    int end = path.indexOf(']', at);
    String digits = end < 0 ? "" : path.substring(at + 1, end);
    if (!digits.matches("\\d{1,6}")) {
      return -1;
    }
    steps.add(Integer.valueOf(digits));
    return end + 1;
  }
}
