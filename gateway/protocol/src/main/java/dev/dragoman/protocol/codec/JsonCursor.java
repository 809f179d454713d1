package dev.dragoman.protocol.codec;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.GatewayException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A place in a parsed body that knows its path, so that a wrong value is reported as {@code
 * messages[2].content[0].text: must be a string, is a number}. A JSON null counts as absent. All
 * methods throw {@link GatewayException} of {@code INVALID_REQUEST} on a value of the wrong type.
 */
public final class JsonCursor {
  private final @Nullable JsonCursor parent;
  private final String name;
  private final int index;
  private final JsonValue value;

  private JsonCursor(@Nullable JsonCursor parent, String name, int index, JsonValue value) {
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.value = value;
  }

  /** The top of {@code value}. */
  public static JsonCursor of(JsonValue value) {
    return new JsonCursor(null, "", -1, value);
  }

  /** Parses a request body, which must be an object. */
  public static JsonCursor request(byte[] body) {
    try {
      JsonCursor root = of(JsonReader.parse(body));
      if (!root.isObject()) {
        throw GatewayException.invalid(
            "", "the body must be a JSON object, is a " + root.value.typeName());
      }
      return root;
    } catch (JsonSyntaxException e) {
      throw GatewayException.invalid("", e.problem());
    }
  }

  public JsonValue value() {
    return value;
  }

  /** This value as source text. */
  public JsonText source() {
    return value.source();
  }

  /** Path from the top, such as {@code tools[0].name}; empty at the top. */
  public String path() {
    if (parent == null) {
      return "";
    }
    String above = parent.path();
    if (index >= 0) {
      return above + "[" + index + "]";
    }
    return above.isEmpty() ? name : above + "." + name;
  }

  /** Path of a member that may be absent. */
  public String path(String member) {
    String here = path();
    return here.isEmpty() ? member : here + "." + member;
  }

  public boolean isObject() {
    return value instanceof JsonObject;
  }

  public boolean isArray() {
    return value instanceof JsonArray;
  }

  public boolean isString() {
    return value instanceof JsonString;
  }

  /** The exception that says what is wrong with this value. */
  public GatewayException invalid(String message) {
    String path = path();
    return GatewayException.invalid(path, path.isEmpty() ? message : path + ": " + message);
  }

  private GatewayException wrongType(String expected) {
    return invalid("must be " + expected + ", is " + article(value.typeName()));
  }

  private static String article(String typeName) {
    return switch (typeName) {
      case "array", "object" -> "an " + typeName;
      case "null" -> "null";
      default -> "a " + typeName;
    };
  }

  /** The member {@code member}, null when it is absent or JSON null. */
  public @Nullable JsonCursor get(String member) {
    JsonValue found = object().get(member);
    return found == null || found instanceof JsonNull
        ? null
        : new JsonCursor(this, member, -1, found);
  }

  /** The member {@code member}, which must be there. */
  public JsonCursor require(String member) {
    JsonCursor found = get(member);
    if (found == null) {
      String path = path(member);
      throw GatewayException.invalid(path, path + ": is required");
    }
    return found;
  }

  /** The elements of this array. */
  public List<JsonCursor> items() {
    if (!(value instanceof JsonArray array)) {
      throw wrongType("an array");
    }
    List<JsonCursor> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      items.add(new JsonCursor(this, "", i, array.get(i)));
    }
    return items;
  }

  /** The elements of the array {@code member}, none when it is absent. */
  public List<JsonCursor> items(String member) {
    JsonCursor found = get(member);
    return found == null ? List.of() : found.items();
  }

  /** The members of this object in order, without those that are JSON null. */
  public List<JsonCursor> members() {
    JsonObject object = object();
    List<JsonCursor> members = new ArrayList<>(object.size());
    for (int i = 0; i < object.size(); i++) {
      if (!(object.value(i) instanceof JsonNull)) {
        members.add(new JsonCursor(this, object.name(i), -1, object.value(i)));
      }
    }
    return members;
  }

  /** The name under which this value stands in its object; empty for array elements and the top. */
  public String name() {
    return name;
  }

  public String string() {
    if (value instanceof JsonString(String text)) {
      return text;
    }
    throw wrongType("a string");
  }

  public @Nullable String string(String member) {
    JsonCursor found = get(member);
    return found == null ? null : found.string();
  }

  public String requireString(String member) {
    return require(member).string();
  }

  public @Nullable Boolean bool(String member) {
    JsonCursor found = get(member);
    if (found == null) {
      return null;
    }
    if (found.value instanceof JsonBoolean(boolean flag)) {
      return flag;
    }
    throw found.wrongType("true or false");
  }

  public boolean isTrue(String member) {
    return Boolean.TRUE.equals(bool(member));
  }

  /** A whole number; {@code 5.0} counts as one. */
  public @Nullable Long integer(String member) {
    JsonCursor found = get(member);
    return found == null ? null : found.integer();
  }

  public long integer() {
    Long count = value instanceof JsonNumber number ? number.count() : null;
    if (count != null) {
      return count;
    }
    try {
      return number().longValueExact();
    } catch (ArithmeticException e) {
      throw invalid("must be a whole number within 64 bits");
    }
  }

  /** A whole number within 32 bits. */
  public @Nullable Integer int32(String member) {
    JsonCursor found = get(member);
    if (found == null) {
      return null;
    }
    long number = found.integer();
    if (number != (int) number) {
      throw found.invalid("must be a whole number within 32 bits");
    }
    return (int) number;
  }

  public @Nullable Double decimal(String member) {
    JsonCursor found = get(member);
    if (found == null) {
      return null;
    }
    double decimal = found.number().doubleValue();
    if (Double.isInfinite(decimal)) {
      throw found.invalid("is a number out of range");
    }
    return decimal;
  }

  public BigDecimal number() {
    if (!(value instanceof JsonNumber(String spelling))) {
      throw wrongType("a number");
    }
    try {
      BigDecimal number = new BigDecimal(spelling);
      if (Math.abs((long) number.scale()) <= 1_000) {
        return number;
      }
      // Turning 1e999999999 into a whole number would fill the memory.
    } catch (NumberFormatException e) {
      // An exponent beyond 32 bits, such as that of 1e99999999999.
    }
    throw invalid("is a number out of range");
  }

  /** The members that are not in {@code known}, in order, as source text. */
  public Map<String, JsonText> rest(Set<String> known) {
    JsonObject object = object();
    Map<String, JsonText> rest = null;
    for (int i = 0; i < object.size(); i++) {
      if (!known.contains(object.name(i))) {
        rest = rest == null ? new LinkedHashMap<>() : rest;
        rest.put(object.name(i), object.value(i).source());
      }
    }
    return rest == null ? Map.of() : rest;
  }

  private JsonObject object() {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrongType("an object");
  }
}
