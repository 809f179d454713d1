package dev.dragoman.protocol.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * One token-level pass over an object that finds the byte range of each member of interest, so that
 * a body can be forwarded with one value replaced and every other byte as it came. Immutable.
 */
public final class JsonScan {
  private final byte[] body;
  private final Map<String, Span> spans;
  private final int objectEnd;
  private final boolean empty;

  private JsonScan(byte[] body, Map<String, Span> spans, int objectEnd, boolean empty) {
    this.body = body;
    this.spans = spans;
    this.objectEnd = objectEnd;
    this.empty = empty;
  }

  private record Span(int start, int end) {}

  /**
   * Scans {@code body}, descending into object members so that a path such as {@code message.model}
   * is found. A name that holds a dot itself is no path and never found.
   *
   * @param paths dotted names of the members to find
   * @throws JsonSyntaxException when the body is not one JSON object, or names a member of interest
   *     twice: which of the two counts would be the upstream's choice, not the gateway's
   */
  public static JsonScan of(byte[] body, String... paths) {
    byte[] source = JsonReader.utf8(body);
    Map<String, Span> spans = HashMap.newHashMap(paths.length);
    try (JsonParser parser = JsonReader.FACTORY.createParser(ObjectReadContext.empty(), source)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JsonSyntaxException("the body must be a JSON object");
      }
      boolean empty = members(parser, "", paths, spans);
      int end = JsonReader.endOf(parser) - 1;
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException("more text follows the JSON object");
      }
      return new JsonScan(source, spans, end, empty);
    } catch (StreamConstraintsException e) {
      throw new JsonSyntaxException("JSON nested deeper than " + JsonReader.MAX_DEPTH);
    } catch (StreamReadException e) {
      throw new JsonSyntaxException(JsonReader.messageOf(e));
    }
  }

  private static boolean members(
      JsonParser parser, String prefix, String[] paths, Map<String, Span> spans) {
    boolean empty = true;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      empty = false;
      String path = prefix + name;
      JsonToken token = parser.nextToken();
      int start = JsonReader.startOf(parser);
      boolean ofInterest = name.indexOf('.') < 0;
      if (ofInterest && token == JsonToken.START_OBJECT && leadsTo(path, paths)) {
        members(parser, path + ".", paths, spans);
      } else {
        parser.skipChildren();
        parser.finishToken();
      }
      if (ofInterest
          && wanted(path, paths)
          && spans.put(path, new Span(start, endOf(parser, token))) != null) {
        throw new JsonSyntaxException("\"" + path + "\" stands twice in the body");
      }
    }
    return empty;
  }

  /** Numbers end only where the parser saw the next character, so their length is asked instead. */
  private static int endOf(JsonParser parser, JsonToken token) {
    if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return JsonReader.startOf(parser) + parser.getStringLength();
    }
    return JsonReader.endOf(parser);
  }

  private static boolean wanted(String path, String[] paths) {
    for (String candidate : paths) {
      if (candidate.equals(path)) {
        return true;
      }
    }
    return false;
  }

  private static boolean leadsTo(String path, String[] paths) {
    for (String candidate : paths) {
      if (candidate.length() > path.length()
          && candidate.charAt(path.length()) == '.'
          && candidate.startsWith(path)) {
        return true;
      }
    }
    return false;
  }

  /** The parsed value at {@code path}, or null when the body has no such member. */
  public @Nullable JsonValue value(String path) {
    Span span = spans.get(path);
    return span == null ? null : JsonReader.parse(Arrays.copyOfRange(body, span.start, span.end));
  }

  /** The string at {@code path}, or null when there is none or it is not a string. */
  public @Nullable String string(String path) {
    return value(path) instanceof JsonValue.JsonString(String text) ? text : null;
  }

  /** Whether the member at {@code path} is the literal {@code true}. */
  public boolean isTrue(String path) {
    return value(path) instanceof JsonValue.JsonBoolean(boolean flag) && flag;
  }

  /** The bytes that were scanned, without a byte-order mark. */
  public byte[] body() {
    return body;
  }

  /** The body with the value at {@code path} replaced; a missing top-level member is added. */
  public byte[] with(String path, JsonText replacement) {
    Span span = spans.get(path);
    byte[] value = replacement.text().getBytes(StandardCharsets.UTF_8);
    if (span != null) {
      return splice(span.start, span.end, value);
    }
    String member = (empty ? "" : ",") + JsonText.ofString(path).text() + ":" + replacement.text();
    return splice(objectEnd, objectEnd, member.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] splice(int start, int end, byte[] value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + value.length);
    out.write(body, 0, start);
    out.write(value, 0, value.length);
    out.write(body, end, body.length - end);
    return out.toByteArray();
  }
}
