package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** References of a JSON Schema within itself: {@code {"$ref":"#/$defs/node"}}. */
final class SchemaReferences {
  private static final String REF = "$ref";

  private final JsonObject root;

  SchemaReferences(JsonObject root) {
    this.root = root;
  }

  /** Whether every reference can be followed and none leads back to itself. */
  boolean areFinite() {
    return isFinite(root, new HashSet<>());
  }

  private boolean isFinite(JsonValue value, Set<String> followed) {
    return switch (value) {
      case JsonObject object -> isFiniteObject(object, followed);
      case JsonArray array -> {
        boolean all = true;
        for (int i = 0; i < array.size() && all; i++) {
          all = isFinite(array.get(i), followed);
        }
        yield all;
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> true;
    };
  }

  private boolean isFiniteObject(JsonObject object, Set<String> followed) {
    if (object.get(REF) instanceof JsonString(String pointer)) {
      JsonObject target = target(pointer);
      Set<String> deeper = new HashSet<>(followed);
      if (target == null || !deeper.add(pointer) || !isFinite(target, deeper)) {
        return false;
      }
    }
    for (int i = 0; i < object.size(); i++) {
      if (!isFinite(object.value(i), followed)) {
        return false;
      }
    }
    return true;
  }

  /** What a pointer leads to, null for one that leads out of the schema or nowhere. */
  @Nullable JsonObject target(String pointer) {
    if (!pointer.startsWith("#")) {
      return null;
    }
    JsonValue here = root;
    for (String step : pointer.substring(1).split("/", -1)) {
      if (!step.isEmpty()) {
        here =
            here instanceof JsonObject object
                ? object.get(step.replace("~1", "/").replace("~0", "~"))
                : null;
      }
      if (here == null) {
        return null;
      }
    }
    return here instanceof JsonObject object ? object : null;
  }

  /** The schema that stands for {@code schema}: itself, or what it refers to. */
  @Nullable JsonObject resolved(JsonObject schema) {
    return schema.get(REF) instanceof JsonString(String pointer) ? target(pointer) : schema;
  }

  /**
   * The keywords with those of what is referred to and of {@code allOf}; the first of each counts.
   *
   * @param followed references that led here; gets those that were followed now
   */
  Map<String, JsonValue> merged(JsonObject schema, Set<String> followed) {
    Map<String, JsonValue> keywords = new LinkedHashMap<>();
    merge(schema, followed, keywords);
    return keywords;
  }

  private void merge(JsonObject schema, Set<String> followed, Map<String, JsonValue> keywords) {
    for (int i = 0; i < schema.size(); i++) {
      keywords.merge(schema.name(i), schema.value(i), SchemaReferences::joined);
    }
    if (schema.get(REF) instanceof JsonString(String pointer)) {
      JsonObject target = target(pointer);
      if (target != null && followed.add(pointer)) {
        merge(target, followed, keywords);
      }
    }
    if (schema.get("allOf") instanceof JsonArray all) {
      for (int i = 0; i < all.size(); i++) {
        if (all.get(i) instanceof JsonObject part) {
          merge(part, followed, keywords);
        }
      }
    }
  }

  /** Properties and required names of several schemas add up; of anything else the first counts. */
  private static JsonValue joined(JsonValue first, JsonValue second) {
    boolean addUp =
        (first instanceof JsonObject && second instanceof JsonObject)
            || (first instanceof JsonArray && second instanceof JsonArray);
    return addUp ? first.source().appended(second.source()).parse() : first;
  }
}
