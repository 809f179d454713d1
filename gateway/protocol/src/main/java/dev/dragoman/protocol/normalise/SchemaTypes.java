package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be by the keywords of its schema.
 *
 * @param all without null
 * @param isNullable whether it may be null, in any of the ways to say so
 */
record SchemaTypes(List<String> all, boolean isNullable) {
  private static final String NULL = "null";

  static SchemaTypes of(Map<String, JsonValue> keywords) {
    List<String> named = named(keywords.get("type"));
    boolean nullable = named.removeIf(NULL::equals) || holdsNull(keywords);
    if (enumerates(keywords)) {
      return new SchemaTypes(List.of("string"), nullable);
    }
    if (named.isEmpty() && keywords.get("properties") != null) {
      named.add("object");
    } else if (named.isEmpty() && keywords.get("items") != null) {
      named.add("array");
    }
    return new SchemaTypes(named, nullable);
  }

  private static List<String> named(@Nullable JsonValue type) {
    List<String> named = new ArrayList<>();
    if (type instanceof JsonString(String one)) {
      named.add(one.toLowerCase(Locale.ROOT));
    } else if (type instanceof JsonArray several) {
      for (int i = 0; i < several.size(); i++) {
        if (several.get(i) instanceof JsonString(String one)) {
          named.add(one.toLowerCase(Locale.ROOT));
        }
      }
    }
    return named;
  }

  /** The one type, null where there are several or none. */
  @Nullable String only() {
    return all.size() == 1 ? all.getFirst() : null;
  }

  /** Whether the values themselves are listed. */
  static boolean enumerates(Map<String, JsonValue> keywords) {
    return keywords.get("enum") instanceof JsonArray || keywords.get("const") != null;
  }

  /** Whether {@code schema} is that of null. */
  static boolean isNull(JsonValue schema) {
    return schema instanceof JsonObject object
        && object.get("type") instanceof JsonString(String type)
        && type.equalsIgnoreCase(NULL);
  }

  private static boolean holdsNull(Map<String, JsonValue> keywords) {
    if (keywords.get("nullable") instanceof JsonBoolean(boolean told) && told) {
      return true;
    }
    for (String name : List.of("enum", "anyOf", "oneOf")) {
      if (keywords.get(name) instanceof JsonArray values) {
        for (int i = 0; i < values.size(); i++) {
          if (values.get(i) instanceof JsonNull || isNull(values.get(i))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
