package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.HashSet;
import java.util.Set;

/**
 * Whether OpenAI takes a schema as strict: a root of type object; every object closed by {@code
 * additionalProperties: false} and with all its properties required. Source: OpenAI guide,
 * Structured Outputs, "supported schemas".
 */
final class StrictSchema {
  private StrictSchema() {}

  static boolean isCompliant(JsonText schema) {
    try {
      return schema.parse() instanceof JsonObject root
          && isObjectType(root)
          && root.get("anyOf") == null
          && isClosed(root);
    } catch (JsonSyntaxException notJson) {
      return false;
    }
  }

  private static boolean isObjectType(JsonObject schema) {
    return schema.get("type") instanceof JsonString(String type) && type.equals("object");
  }

  /** Looks at every object of the tree, which also finds those below keywords unknown here. */
  private static boolean isClosed(JsonValue value) {
    return switch (value) {
      case JsonObject object -> isClosedObject(object);
      case JsonArray array -> {
        boolean closed = true;
        for (int i = 0; i < array.size(); i++) {
          closed = closed && isClosed(array.get(i));
        }
        yield closed;
      }
      case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> true;
    };
  }

  private static boolean isClosedObject(JsonObject object) {
    boolean schema = isObjectType(object);
    if (schema && !(forbidsOthers(object) && requiresAll(object))) {
      return false;
    }
    for (int i = 0; i < object.size(); i++) {
      if (!isClosed(object.value(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean forbidsOthers(JsonObject schema) {
    return schema.get("additionalProperties") instanceof JsonBoolean(boolean allowed) && !allowed;
  }

  private static boolean requiresAll(JsonObject schema) {
    Set<String> required = new HashSet<>();
    if (schema.get("required") instanceof JsonArray names) {
      for (int i = 0; i < names.size(); i++) {
        if (names.get(i) instanceof JsonString(String name)) {
          required.add(name);
        }
      }
    }
    if (schema.get("properties") instanceof JsonObject properties) {
      for (int i = 0; i < properties.size(); i++) {
        if (!required.contains(properties.name(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
