package dev.dragoman.protocol.json;

import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;

/**
 * Arbitrary JSON kept as its source text without insignificant white space: numbers keep their
 * spelling, objects their key order, strings their escapes. Written back as it is.
 *
 * @param text one complete JSON value
 */
public record JsonText(String text) {
  public static final JsonText EMPTY_OBJECT = new JsonText("{}");

  /** The JSON string literal of {@code value}. */
  public static JsonText ofString(String value) {
    if (isPlain(value)) {
      return new JsonText("\"" + value + "\"");
    }
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return new JsonText(writer.text());
  }

  /** Whether {@code value} is ASCII that a JSON string spells as it is, as names and codes are. */
  private static boolean isPlain(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  /** The JSON number {@code value}. */
  public static JsonText ofNumber(long value) {
    return new JsonText(Long.toString(value));
  }

  /**
   * The JSON object that {@code text} spells, as arguments of tools have to be: empty or blank text
   * is {@code {}}; a value of another type, or what is no JSON at all (a call cut at its limit and
   * sent back), is kept as {@code {"_raw":"…"}} (BerriAI/litellm#5063, theopenco/llmgateway#2997).
   */
  public static JsonText objectOf(String text) {
    if (text.isBlank()) {
      return EMPTY_OBJECT;
    }
    return JsonReader.tryParse(text) instanceof JsonObject object
        ? object.source()
        : new JsonText("{\"_raw\":" + ofString(text).text() + "}");
  }

  /** The JSON string that {@code text} spells, else {@code text} itself as a string. */
  public static JsonText stringOf(String text) {
    return JsonReader.tryParse(text) instanceof JsonString
        ? new JsonText(text.strip())
        : ofString(text);
  }

  /**
   * This value continued by a later piece of the same stream: objects member by member, arrays one
   * behind the other; of anything else the later counts unless it is null.
   */
  public JsonText appended(JsonText later) {
    return JsonPieces.joined(parse(), later.parse());
  }

  /** Parses the text. */
  public JsonValue parse() {
    return JsonReader.parse(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
