package dev.dragoman.protocol.json;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON value. Containers remember the bytes they were read from, so that any part can be
 * carried on as {@link JsonText} without a change of spelling.
 */
public sealed interface JsonValue {
  /** This value as source text. */
  JsonText source();

  /** The JSON type as error messages call it. */
  String typeName();

  /** A string, unescaped. */
  record JsonString(String value) implements JsonValue {
    @Override
    public JsonText source() {
      return JsonText.ofString(value);
    }

    @Override
    public String typeName() {
      return "string";
    }
  }

  /**
   * A number.
   *
   * @param spelling as it was written: {@code 1.0}, {@code 1e5}, 19 digits
   */
  record JsonNumber(String spelling) implements JsonValue {
    private static final int LONGEST_COUNT = 18;

    /** The number when it is spelled in up to 18 digits and nothing else, null otherwise. */
    public @Nullable Long count() {
      if (spelling.length() > LONGEST_COUNT) {
        return null;
      }
      for (int i = 0; i < spelling.length(); i++) {
        if (spelling.charAt(i) < '0' || spelling.charAt(i) > '9') {
          return null;
        }
      }
      return Long.valueOf(spelling);
    }

    @Override
    public JsonText source() {
      return new JsonText(spelling);
    }

    @Override
    public String typeName() {
      return "number";
    }
  }

  record JsonBoolean(boolean value) implements JsonValue {
    @Override
    public JsonText source() {
      return new JsonText(value ? "true" : "false");
    }

    @Override
    public String typeName() {
      return "boolean";
    }
  }

  record JsonNull() implements JsonValue {
    static final JsonNull INSTANCE = new JsonNull();

    @Override
    public JsonText source() {
      return new JsonText("null");
    }

    @Override
    public String typeName() {
      return "null";
    }
  }

  /** An array. */
  final class JsonArray implements JsonValue {
    private final List<JsonValue> values;
    private final byte[] bytes;
    private final int start;
    private final int end;

    JsonArray(List<JsonValue> values, byte[] bytes, int start, int end) {
      this.values = values;
      this.bytes = bytes;
      this.start = start;
      this.end = end;
    }

    public int size() {
      return values.size();
    }

    public JsonValue get(int index) {
      return values.get(index);
    }

    @Override
    public JsonText source() {
      return compact(bytes, start, end);
    }

    @Override
    public String typeName() {
      return "array";
    }
  }

  /** An object. Of a repeated name the last value counts, as in the providers' parsers. */
  final class JsonObject implements JsonValue {
    private static final int LINEAR = 16;

    private final List<String> names;
    private final List<JsonValue> values;
    private final byte[] bytes;
    private final int start;
    private final int end;
    private final @Nullable Map<String, JsonValue> index;

    JsonObject(List<String> names, List<JsonValue> values, byte[] bytes, int start, int end) {
      this.names = names;
      this.values = values;
      this.bytes = bytes;
      this.start = start;
      this.end = end;
      this.index = names.size() > LINEAR ? indexOf(names, values) : null;
    }

    private static Map<String, JsonValue> indexOf(List<String> names, List<JsonValue> values) {
      Map<String, JsonValue> index = HashMap.newHashMap(names.size());
      for (int i = 0; i < names.size(); i++) {
        index.put(names.get(i), values.get(i));
      }
      return index;
    }

    public int size() {
      return names.size();
    }

    public String name(int position) {
      return names.get(position);
    }

    public JsonValue value(int position) {
      return values.get(position);
    }

    /**
     * The value of {@code name}, or null when the object has none. A JSON null is {@link JsonNull}.
     */
    public @Nullable JsonValue get(String name) {
      if (index != null) {
        return index.get(name);
      }
      for (int i = names.size() - 1; i >= 0; i--) {
        if (names.get(i).equals(name)) {
          return values.get(i);
        }
      }
      return null;
    }

    @Override
    public JsonText source() {
      return compact(bytes, start, end);
    }

    @Override
    public String typeName() {
      return "object";
    }
  }

  /** Source text without white space outside strings. */
  private static JsonText compact(byte[] bytes, int start, int end) {
    byte[] out = null;
    int length = 0;
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      boolean space = !quoted && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
      if (space) {
        if (out == null) {
          out = new byte[end - start];
          length = i - start;
          System.arraycopy(bytes, start, out, 0, length);
        }
        continue;
      }
      if (out != null) {
        out[length++] = b;
      }
      if (b == '"') {
        quoted = !quoted;
      } else if (b == '\\') {
        i++;
        if (out != null) {
          out[length++] = bytes[i];
        }
      }
    }
    return out == null
        ? new JsonText(new String(bytes, start, end - start, StandardCharsets.UTF_8))
        : new JsonText(new String(out, 0, length, StandardCharsets.UTF_8));
  }
}
