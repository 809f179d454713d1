package dev.dragoman.admission;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as an API server prints them: Go's quoted strings, compact JSON with sorted keys. */
final class GoText {
  private GoText() {}

  static String of(@Nullable Object value) {
    return value instanceof String text ? quote(text) : json(value);
  }

  /** A string in Go's syntax: what cannot be printed is escaped. */
  static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(point -> appendQuoted(quoted, point));
    return quoted.append('"').toString();
  }

  private static void appendQuoted(StringBuilder out, int point) {
    switch (point) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case 7 -> out.append("\\a");
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case 11 -> out.append("\\v");
      default -> {
        if (point < ' ' || point == 127) {
          out.append("\\x%02x".formatted(point));
        } else if (isPrintable(point)) {
          out.appendCodePoint(point);
        } else {
          out.append((point > 0xffff ? "\\U%08x" : "\\u%04x").formatted(point));
        }
      }
    }
  }

  private static boolean isPrintable(int point) {
    if (point == ' ') {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Compact JSON. */
  static String json(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> jsonString(text);
      case Double number -> number(number);
      case Map<?, ?> map ->
          new TreeMap<>(Trees.copyOf(map))
              .entrySet().stream()
                  .map(entry -> jsonString(entry.getKey()) + ":" + json(entry.getValue()))
                  .collect(Collectors.joining(",", "{", "}"));
      case List<?> list ->
          list.stream().map(GoText::json).collect(Collectors.joining(",", "[", "]"));
      default -> value.toString();
    };
  }

  /** Without a fraction where there is none. */
  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Go's JSON also escapes what could end a script element. */
  private static String jsonString(String text) {
    StringBuilder json = new StringBuilder("\"");
    text.chars()
        .forEach(unit -> {
          switch (unit) {
            case '"' -> json.append("\\\"");
            case '\\' -> json.append("\\\\");
            case '\n' -> json.append("\\n");
            case '\r' -> json.append("\\r");
            case '\t' -> json.append("\\t");
            case '\b' -> json.append("\\b");
            case '\f' -> json.append("\\f");
            case '<', '>', '&', 0x2028, 0x2029 -> json.append("\\u%04x".formatted(unit));
            default -> {
              if (unit < ' ') {
                json.append("\\u%04x".formatted(unit));
              } else {
                json.append((char) unit);
              }
            }
          }
        });
    return json.append('"').toString();
  }
}
