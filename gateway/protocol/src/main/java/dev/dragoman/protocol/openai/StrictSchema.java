package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.json.JsonReader;
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
public final class StrictSchema {
  private static final int MAX_PROPERTIES = 5000;
  private static final int MAX_ENUM_VALUES = 1000;
  private static final int MAX_DEPTH = 10;

  /** Keywords that OpenAI refuses in a strict schema. */
  private static final Set<String> REFUSED =
      Set.of(
          "allOf",
          "oneOf",
          "not",
          "if",
          "then",
          "else",
          "dependentRequired",
          "dependentSchemas",
          "patternProperties");

  private StrictSchema() {}

  public static boolean isCompliant(JsonText schema) {
    return JsonReader.tryParse(schema.text()) instanceof JsonObject root
        && isObjectType(root)
        && root.get("anyOf") == null
        && isClosed(root)
        && isSmall(root);
  }

  /** Whether the values of a schema are objects. */
  public static boolean isObject(JsonText schema) {
    return JsonReader.tryParse(schema.text()) instanceof JsonObject root && isObjectType(root);
  }

  private static boolean isSmall(JsonObject root) {
    Size size = new Size();
    size.count(root, 0);
    return size.isWithin();
  }

  /** How large a schema is; places of keywords and of properties are not told apart. */
  private static final class Size {
    private int properties;
    private int enumValues;
    private int depth;

    /** Of objects within objects, counted by their {@code properties}. */
    void count(JsonValue value, int objects) {
      depth = Math.max(depth, objects);
      switch (value) {
        case JsonObject object -> {
          for (int i = 0; i < object.size(); i++) {
            boolean inner = object.name(i).equals("properties");
            if (inner && object.value(i) instanceof JsonObject named) {
              properties += named.size();
            } else if (object.name(i).equals("enum") && object.value(i) instanceof JsonArray all) {
              enumValues += all.size();
            }
            count(object.value(i), inner ? objects + 1 : objects);
          }
        }
        case JsonArray array -> {
          for (int i = 0; i < array.size(); i++) {
            count(array.get(i), objects);
          }
        }
        case JsonString _, JsonNumber _, JsonBoolean _, JsonNull _ -> {}
      }
    }

    boolean isWithin() {
      return properties <= MAX_PROPERTIES && enumValues <= MAX_ENUM_VALUES && depth <= MAX_DEPTH;
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
    if (isSchema(object) && REFUSED.stream().anyMatch(name -> object.get(name) != null)) {
      return false;
    }
    for (int i = 0; i < object.size(); i++) {
      if (!isClosed(object.value(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether this is a schema and not the table of an object's properties. */
  private static boolean isSchema(JsonObject object) {
    return object.get("type") instanceof JsonString || !hasSchemasOnly(object);
  }

  private static boolean hasSchemasOnly(JsonObject object) {
    for (int i = 0; i < object.size(); i++) {
      if (!(object.value(i) instanceof JsonObject)) {
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
