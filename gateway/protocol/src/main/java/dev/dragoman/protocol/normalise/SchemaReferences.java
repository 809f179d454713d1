package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.HashSet;
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
}
