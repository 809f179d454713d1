package dev.dragoman.protocol.gemini;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Members by their names in either spelling that JSON of protocol buffers may have: {@code
 * systemInstruction} or {@code system_instruction}, both in one object even. A member that stands
 * in both is refused: one of the two would be lost.
 */
final class Spelled {
  private final JsonCursor object;

  Spelled(JsonCursor object) {
    this.object = object;
  }

  JsonCursor cursor() {
    return object;
  }

  @Nullable JsonCursor get(String name) {
    JsonCursor found = object.get(name);
    String other = snake(name);
    JsonCursor second = other.equals(name) ? null : object.get(other);
    if (found != null && second != null) {
      throw second.invalid("stands beside " + name + "; give one of them");
    }
    return found == null ? second : found;
  }

  @Nullable Spelled object(String name) {
    JsonCursor found = get(name);
    return found == null ? null : new Spelled(found);
  }

  /** The elements of an array; one that stands alone is one of one. */
  List<JsonCursor> items(String name) {
    JsonCursor found = get(name);
    if (found == null) {
      return List.of();
    }
    return found.isArray() ? found.items() : List.of(found);
  }

  @Nullable String string(String name) {
    JsonCursor found = get(name);
    return found == null ? null : found.string();
  }

  boolean isTrue(String name) {
    return object.isTrue(spelling(name));
  }

  @Nullable Boolean bool(String name) {
    return object.bool(spelling(name));
  }

  @Nullable Integer int32(String name) {
    return object.int32(spelling(name));
  }

  @Nullable Long integer(String name) {
    return object.integer(spelling(name));
  }

  @Nullable Double decimal(String name) {
    return object.decimal(spelling(name));
  }

  private String spelling(String name) {
    JsonCursor found = get(name);
    return found == null ? name : found.name();
  }

  /** Members that are not {@code known}, by their names in the first spelling. */
  Map<String, JsonText> rest(Set<String> known) {
    Map<String, JsonText> rest = new LinkedHashMap<>();
    for (JsonCursor member : object.members()) {
      String name = camel(member.name());
      if (!known.contains(name)) {
        rest.putIfAbsent(name, member.source());
      }
    }
    return rest;
  }

  /** {@code systemInstruction} of {@code system_instruction}. */
  static String camel(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = !camel.isEmpty();
      } else {
        camel.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return camel.toString();
  }

  private static String snake(String name) {
    StringBuilder snake = new StringBuilder(name.length() + 4);
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        snake.append('_').append(Character.toLowerCase(c));
      } else {
        snake.append(c);
      }
    }
    return snake.toString();
  }
}
