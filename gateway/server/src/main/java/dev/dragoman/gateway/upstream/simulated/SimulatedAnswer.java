package dev.dragoman.gateway.upstream.simulated;

import dev.dragoman.protocol.codec.JsonCursor;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated model says to a request, decided by the request alone: it calls a tool when
 * tools are given and no result is there yet, thinks when it is asked to, and echoes otherwise.
 *
 * @param thoughts tokens of thinking, none when it was not asked for
 * @param tokens tokens of visible text
 * @param call the tool to call, null for none
 */
record SimulatedAnswer(
    List<String> thoughts,
    List<String> tokens,
    @Nullable Call call,
    String finishReason,
    int promptTokens) {
  private static final int CHARACTERS_PER_TOKEN = 4;

  /**
   * A call of a tool.
   *
   * @param arguments values of the required properties, made up by their types
   */
  record Call(String name, JsonText arguments) {}

  /**
   * The answer to an OpenAI Chat request.
   *
   * @param length how many tokens to say, 0 for those of the echo
   */
  static SimulatedAnswer to(JsonCursor request, int length) {
    List<JsonCursor> messages = request.items("messages");
    JsonCursor last = messages.isEmpty() ? null : messages.getLast();
    boolean answered = hasResult(messages);
    Call call = answered ? null : callOf(request);
    List<String> tokens =
        call != null ? tokensOf("Let me look.") : sized(tokensOf(textFor(last, answered)), length);
    String finish = call != null ? "tool_calls" : "stop";
    Long limit = limitOf(request);
    if (limit != null && limit < tokens.size()) {
      tokens = tokens.subList(0, Math.toIntExact(limit));
      finish = "length";
      call = null;
    }
    return new SimulatedAnswer(
        request.get("reasoning_effort") == null ? List.of() : tokensOf("The user wants an answer."),
        List.copyOf(tokens),
        call,
        finish,
        Math.max(1, request.source().text().length() / CHARACTERS_PER_TOKEN));
  }

  /** Whether a tool has answered since the model last spoke. */
  private static boolean hasResult(List<JsonCursor> messages) {
    for (JsonCursor message : messages.reversed()) {
      String role = message.string("role");
      if ("tool".equals(role)) {
        return true;
      }
      if ("assistant".equals(role)) {
        return false;
      }
    }
    return false;
  }

  private static String textFor(@Nullable JsonCursor last, boolean answered) {
    if (last == null) {
      return "Hello.";
    }
    return (answered ? "The tool says: " : "You said: ") + textOf(last);
  }

  private static String textOf(JsonCursor message) {
    JsonCursor content = message.get("content");
    if (content == null) {
      return "";
    }
    if (content.isString()) {
      return content.string();
    }
    StringBuilder text = new StringBuilder();
    for (JsonCursor part : content.items()) {
      String piece = part.string("text");
      text.append(piece == null ? "" : piece);
    }
    return text.toString();
  }

  private static @Nullable Long limitOf(JsonCursor request) {
    String field =
        request.get("max_completion_tokens") == null ? "max_tokens" : "max_completion_tokens";
    Long limit = request.integer(field);
    if (limit != null && limit < 1) {
      throw request.require(field).invalid("must be at least 1");
    }
    return limit;
  }

  private static @Nullable Call callOf(JsonCursor request) {
    JsonCursor choice = request.get("tool_choice");
    if (choice != null && choice.isString() && choice.string().equals("none")) {
      return null;
    }
    String wanted = choice != null && choice.isObject() ? nameIn(choice) : null;
    for (JsonCursor tool : request.items("tools")) {
      JsonCursor function = tool.get("function");
      if (function != null && (wanted == null || wanted.equals(function.string("name")))) {
        return new Call(function.requireString("name"), argumentsFor(function.get("parameters")));
      }
    }
    return null;
  }

  private static @Nullable String nameIn(JsonCursor choice) {
    JsonCursor function = choice.get("function");
    return function == null ? null : function.string("name");
  }

  private static JsonText argumentsFor(@Nullable JsonCursor schema) {
    JsonWriter json = new JsonWriter();
    json.beginObject();
    if (schema != null) {
      JsonCursor properties = schema.get("properties");
      for (JsonCursor name : schema.items("required")) {
        JsonCursor property = properties == null ? null : properties.get(name.string());
        json.field(name.string(), valueFor(property));
      }
    }
    return new JsonText(json.endObject().text());
  }

  private static JsonText valueFor(@Nullable JsonCursor property) {
    JsonCursor type = property == null ? null : property.get("type");
    if (property != null && property.get("enum") != null && !property.items("enum").isEmpty()) {
      return property.items("enum").getFirst().source();
    }
    return new JsonText(
        switch (type != null && type.isString() ? type.string() : "string") {
          case "integer", "number" -> "1";
          case "boolean" -> "true";
          case "array" -> "[]";
          case "object" -> "{}";
          default -> "\"example\"";
        });
  }

  private static List<String> sized(List<String> tokens, int length) {
    if (length <= 0 || tokens.isEmpty()) {
      return tokens;
    }
    List<String> sized = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      sized.add(tokens.get(i % tokens.size()));
    }
    return sized;
  }

  /** Words with the space before them: together they are the text again. */
  static List<String> tokensOf(String text) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) == ' ' && text.charAt(i - 1) != ' ') {
        tokens.add(text.substring(start, i));
        start = i;
      }
    }
    if (start < text.length()) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  int completionTokens() {
    return thoughts.size() + tokens.size() + (call == null ? 0 : 1);
  }
}
