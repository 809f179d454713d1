package dev.dragoman.protocol.openai;

import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A part of an upstream's answer, read without complaint: what is missing, null or of another type
 * than asked for counts as absent. Compatible servers differ too much to be strict with them.
 */
public record LooseJson(JsonValue value) {
  /** Nothing. */
  public static final LooseJson ABSENT = new LooseJson(new JsonNull());

  private static final double MAX_EXACT = 1L << 53;

  public boolean isPresent() {
    return !(value instanceof JsonNull);
  }

  public boolean isObject() {
    return value instanceof JsonObject;
  }

  public LooseJson get(String member) {
    JsonValue found = value instanceof JsonObject object ? object.get(member) : null;
    return found == null ? ABSENT : new LooseJson(found);
  }

  public List<LooseJson> items() {
    if (!(value instanceof JsonArray array)) {
      return List.of();
    }
    List<LooseJson> items = new ArrayList<>(array.size());
    for (int i = 0; i < array.size(); i++) {
      items.add(new LooseJson(array.get(i)));
    }
    return items;
  }

  public @Nullable String string() {
    return value instanceof JsonString(String text) ? text : null;
  }

  /** The string, empty when there is none. */
  public String text() {
    return value instanceof JsonString(String text) ? text : "";
  }

  /**
   * A whole number of at least 0: up to 18 digits, or however it is spelled within what every JSON
   * implementation keeps exactly.
   */
  public @Nullable Long count() {
    if (!(value instanceof JsonNumber spelled)) {
      return null;
    }
    Long count = spelled.count();
    if (count != null) {
      return count;
    }
    double number = Double.parseDouble(spelled.spelling());
    return number >= 0 && number <= MAX_EXACT && number == Math.rint(number) ? (long) number : null;
  }

  public JsonText source() {
    return value.source();
  }

  /** The members that are neither in {@code known} nor null, as source text. */
  public Map<String, JsonText> rest(Set<String> known) {
    Map<String, JsonText> rest = new LinkedHashMap<>();
    if (value instanceof JsonObject object) {
      for (int i = 0; i < object.size(); i++) {
        if (!known.contains(object.name(i)) && !(object.value(i) instanceof JsonNull)) {
          rest.put(object.name(i), object.value(i).source());
        }
      }
    }
    return rest;
  }
}
