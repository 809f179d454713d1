package dev.dragoman.protocol.json;

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
    JsonWriter writer = new JsonWriter();
    writer.value(value);
    return new JsonText(writer.text());
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
