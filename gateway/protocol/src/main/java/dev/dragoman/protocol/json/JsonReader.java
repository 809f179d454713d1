package dev.dragoman.protocol.json;

import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Parses UTF-8 JSON into {@link JsonValue}s. Bounds: depth {@value #MAX_DEPTH}, {@value #MAX_ITEMS}
 * items in an array or object, the caller's bound on the bytes.
 */
public final class JsonReader {
  static final int MAX_DEPTH = 128;
  static final int MAX_ITEMS = 100_000;
  private static final int MAX_NUMBER = 1_000;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          // Event loops are few and live long, so a buffer for each thread is never contended.
          .recyclerPool(JsonRecyclerPools.threadLocalPool())
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(50_000)
                  .maxNumberLength(MAX_NUMBER)
                  .build())
          .build();

  private JsonReader() {}

  public static JsonValue parse(String text) {
    return parse(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Parses one value and demands that nothing follows it.
   *
   * @throws JsonSyntaxException when the bytes are not one JSON value within the bounds
   */
  public static JsonValue parse(byte[] bytes) {
    byte[] source = utf8(bytes);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), source)) {
      if (parser.nextToken() == null) {
        throw new JsonSyntaxException("the body is empty where JSON was expected");
      }
      JsonValue value = value(parser, source);
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException("more text follows the JSON value" + at(parser));
      }
      return value;
    } catch (StreamConstraintsException e) {
      throw new JsonSyntaxException(
          "JSON nested deeper than " + MAX_DEPTH + ", or a number or name too long");
    } catch (StreamReadException e) {
      throw new JsonSyntaxException(messageOf(e));
    }
  }

  /** The value that {@code text} spells, null when it is no JSON. */
  public static @Nullable JsonValue tryParse(String text) {
    try {
      return parse(text);
    } catch (JsonSyntaxException e) {
      return null;
    }
  }

  private static JsonValue value(JsonParser parser, byte[] source) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, source);
      case START_ARRAY -> array(parser, source);
      case VALUE_STRING -> new JsonString(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> JsonNull.INSTANCE;
      case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new JsonSyntaxException("unexpected token" + at(parser));
    };
  }

  private static JsonObject object(JsonParser parser, byte[] source) {
    int start = startOf(parser);
    ArrayList<String> names = new ArrayList<>(8);
    ArrayList<JsonValue> values = new ArrayList<>(8);
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      bounded(names.size());
      names.add(name);
      parser.nextToken();
      values.add(value(parser, source));
    }
    return new JsonObject(names, values, source, start, endOf(parser));
  }

  private static JsonArray array(JsonParser parser, byte[] source) {
    int start = startOf(parser);
    ArrayList<JsonValue> values = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      bounded(values.size());
      values.add(value(parser, source));
    }
    return new JsonArray(values, source, start, endOf(parser));
  }

  private static void bounded(int size) {
    if (size >= MAX_ITEMS) {
      throw new JsonSyntaxException(
          "more than " + MAX_ITEMS + " items in one JSON array or object");
    }
  }

  static int startOf(JsonParser parser) {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  static int endOf(JsonParser parser) {
    return (int) parser.currentLocation().getByteOffset();
  }

  /**
   * Offsets are those of UTF-8 without a byte-order mark; other encodings are refused (RFC 8259).
   */
  static byte[] utf8(byte[] bytes) {
    if (bytes.length >= 2 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & 0xFE) == 0xFE)) {
      throw new JsonSyntaxException("JSON must be encoded as UTF-8");
    }
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    return mark ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  static String messageOf(StreamReadException e) {
    TokenStreamLocation where = e.getLocation();
    String place =
        where == null ? "" : " at line " + where.getLineNr() + ", column " + where.getColumnNr();
    return "not valid JSON" + place + ": " + firstLine(withoutSource(e.getOriginalMessage()));
  }

  /** The parser names its source in brackets, of which it knows nothing that would help. */
  private static String withoutSource(String message) {
    int source = message.indexOf("[Source:");
    int bracket = source < 0 ? -1 : message.lastIndexOf(" (", source);
    return bracket < 0 ? message : message.substring(0, bracket);
  }

  private static String at(JsonParser parser) {
    TokenStreamLocation where = parser.currentLocation();
    return " at line " + where.getLineNr() + ", column " + where.getColumnNr();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    return line.length() > 200 ? line.substring(0, 200) : line;
  }
}
