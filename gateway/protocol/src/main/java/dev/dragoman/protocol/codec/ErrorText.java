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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says. Understood are
 *
 * <pre>
 * {"error":{"message","type","code","param"}}       OpenAI, Anthropic, Gemini ("status" for type)
 * [{"error":{…}}]                                   Gemini, streamed
 * {"object":"error","message","type","code"}        vLLM; also {"message"} alone
 * {"detail":"…"} or {"detail":[{"loc","msg"}]}      FastAPI
 * {"error":"…"}                                     Ollama, many proxies
 * </pre>
 *
 * and, where a proxy stands in the way, an HTML page or plain text.
 *
 * @param message the upstream's words, null when it used none
 * @param requestId the id of the exchange that some protocols repeat in the body
 * @param raw the body when it is JSON
 */
record ErrorText(
    @Nullable String message,
    @Nullable String type,
    @Nullable String code,
    @Nullable String param,
    @Nullable String requestId,
    @Nullable JsonText raw) {
  private static final int MAX_PLAIN_TEXT = 500;
  private static final List<String> MARKUP = List.of("<!doctype", "<html", "<head", "<?xml");

  static ErrorText of(byte[] body) {
    try {
      JsonValue value = JsonReader.parse(body);
      JsonValue top = value instanceof JsonArray array && array.size() > 0 ? array.get(0) : value;
      JsonText raw = value.source();
      return top instanceof JsonObject object ? ofObject(object, raw) : ofWords(words(top), raw);
    } catch (JsonSyntaxException e) {
      return ofWords(new String(body, StandardCharsets.UTF_8), null);
    }
  }

  private static ErrorText ofWords(@Nullable String words, @Nullable JsonText raw) {
    String text = words == null ? "" : words.strip();
    String start =
        text.substring(
            0,
            text.offsetByCodePoints(
                0, Math.min(text.codePointCount(0, text.length()), MAX_PLAIN_TEXT)));
    return new ErrorText(start.isEmpty() ? null : start, null, null, null, null, raw);
  }

  private static ErrorText ofObject(JsonObject top, JsonText raw) {
    String requestId = words(top.get("request_id"));
    if (top.get("error") instanceof JsonObject error) {
      String type = words(error.get("type"));
      return new ErrorText(
          words(error.get("message")),
          type == null ? words(error.get("status")) : type,
          words(error.get("code")),
          words(error.get("param")),
          requestId,
          raw);
    }
    String message = flatMessage(top);
    if (message == null) {
      return ofWords(raw.text(), raw);
    }
    return new ErrorText(
        message,
        words(top.get("type")),
        words(top.get("code")),
        words(top.get("param")),
        requestId,
        raw);
  }

  private static @Nullable String flatMessage(JsonObject top) {
    for (String name : List.of("message", "detail", "error", "Message")) {
      String words = words(top.get(name));
      if (words != null && !words.isBlank()) {
        return words;
      }
    }
    return null;
  }

  private static @Nullable String words(@Nullable JsonValue value) {
    return switch (value) {
      case null -> null;
      case JsonString(String text) -> text;
      case JsonNumber(String spelling) -> spelling;
      case JsonBoolean _, JsonNull _ -> null;
      case JsonArray array -> listed(array);
      case JsonObject object -> complaint(object);
    };
  }

  private static @Nullable String listed(JsonArray array) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String words = words(array.get(i));
      if (words != null) {
        all.add(words);
      }
    }
    return all.isEmpty() ? null : String.join("; ", all);
  }

  /** FastAPI's {@code {"loc":["body","messages",0],"msg":"field required"}}. */
  private static String complaint(JsonObject object) {
    String message = object.get("msg") instanceof JsonString(String text) ? text : null;
    if (message == null && object.get("message") instanceof JsonString(String text)) {
      message = text;
    }
    if (message == null) {
      return object.source().text();
    }
    return object.get("loc") instanceof JsonArray place ? path(place) + ": " + message : message;
  }

  private static String path(JsonArray place) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < place.size(); i++) {
      switch (place.get(i)) {
        case JsonNumber(String index) -> path.append('[').append(index).append(']');
        case JsonString(String name) -> path.append(path.isEmpty() ? "" : ".").append(name);
        case JsonBoolean _, JsonNull _, JsonArray _, JsonObject _ -> path.append('?');
      }
    }
    return path.toString();
  }

  /** The status that a numeric {@code code} names, null when it names none. */
  @Nullable Integer statusInBody() {
    return code != null && code.matches("[45]\\d\\d") ? Integer.valueOf(code) : null;
  }

  /** Whether {@code message} is the source of a page, made for browsers and not for clients. */
  static boolean isMarkup(String message) {
    String start = message.stripLeading().toLowerCase(Locale.ROOT);
    return MARKUP.stream().anyMatch(start::startsWith);
  }
}
