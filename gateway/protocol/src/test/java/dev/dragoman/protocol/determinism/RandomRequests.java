package dev.dragoman.protocol.determinism;

import dev.dragoman.protocol.model.ProtocolId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.json.JsonMapper;

/** Requests of many shapes that clients send, each made from a seed. */
final class RandomRequests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> WORDS =
      List.of("weather", "in", "Paris", "now", "ü", "\ud83d\ude00", "\"quoted\"", "line\nbreak");
  private static final List<String> NAMES =
      List.of("get_weather", "a.b/c", "search", "n".repeat(80), "get-weather", "get_weather2");
  private static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";

  private final Random random;

  RandomRequests(long seed) {
    this.random = new Random(seed);
  }

  /** The body of one request. */
  byte[] body(ProtocolId client) {
    return JSON.writeValueAsBytes(client.equals(ProtocolId.ANTHROPIC) ? anthropic() : openAiChat());
  }

  private boolean chance() {
    return random.nextBoolean();
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private String words() {
    StringBuilder text = new StringBuilder("say");
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(' ').append(one(WORDS));
    }
    return text.toString();
  }

  private static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  private Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      properties.put(
          "p" + random.nextInt(9), object("type", one(List.of("string", "number", "boolean"))));
    }
    Map<String, Object> schema = object("type", "object", "properties", properties);
    if (chance()) {
      schema.put("required", List.of(properties.keySet().iterator().next()));
    }
    return schema;
  }

  private Map<String, Object> arguments() {
    return object("x", random.nextInt(100), one(List.of("y", "z")), words());
  }

  private Map<String, Object> anthropic() {
    Map<String, Object> body =
        object("model", "smart", "max_tokens", 2_000 + random.nextInt(9_000), "messages", turns());
    if (chance()) {
      body.put("system", chance() ? words() : List.of(text(), cached(text())));
    }
    if (chance()) {
      body.put("temperature", random.nextInt(11) / 10.0);
    }
    if (chance()) {
      body.put("top_k", random.nextInt(50));
    }
    if (chance()) {
      body.put("stop_sequences", List.of("END", "###", words()));
    }
    if (chance()) {
      body.put("thinking", object("type", "enabled", "budget_tokens", 1_024));
    }
    if (chance()) {
      body.put("metadata", object("user_id", "user-" + random.nextInt(9)));
    }
    if (chance()) {
      body.put("stream", true);
    }
    body.put("tools", tools());
    if (chance()) {
      body.put("tool_choice", object("type", one(List.of("auto", "any", "none"))));
    }
    return body;
  }

  private List<Object> tools() {
    List<Object> tools = new ArrayList<>();
    for (String name : NAMES) {
      Map<String, Object> tool = object("name", name, "input_schema", schema());
      if (chance()) {
        tool.put("description", words());
      }
      tools.add(chance() ? cached(tool) : tool);
    }
    return tools;
  }

  private static Map<String, Object> cached(Map<String, Object> block) {
    Map<String, Object> cached = new LinkedHashMap<>(block);
    cached.put("cache_control", object("type", "ephemeral"));
    return cached;
  }

  private Map<String, Object> text() {
    return object("type", "text", "text", words());
  }

  private Map<String, Object> image() {
    return object(
        "type",
        "image",
        "source",
        object("type", "base64", "media_type", "image/png", "data", PIXEL));
  }

  private List<Object> turns() {
    List<Object> turns = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<Object> asked = new ArrayList<>(List.of(text()));
      if (random.nextInt(6) == 0) {
        asked.add(image());
      }
      turns.add(object("role", "user", "content", asked));
      String id = "toolu_" + random.nextInt(1_000);
      turns.add(
          object(
              "role",
              "assistant",
              "content",
              List.of(
                  object("type", "thinking", "thinking", words(), "signature", "c2lnbmVk"),
                  text(),
                  object("type", "tool_use", "id", id, "name", one(NAMES), "input", arguments()))));
      Map<String, Object> result =
          object("type", "tool_result", "tool_use_id", id, "content", List.of(text()));
      if (chance()) {
        result.put("is_error", chance());
      }
      turns.add(object("role", "user", "content", List.of(result, text())));
      turns.add(object("role", "assistant", "content", words()));
    }
    turns.add(object("role", "user", "content", words()));
    return turns;
  }

  private Map<String, Object> openAiChat() {
    Map<String, Object> body = object("model", "smart", "messages", messages());
    if (chance()) {
      body.put("max_completion_tokens", 100 + random.nextInt(9_000));
    }
    if (chance()) {
      body.put("temperature", random.nextInt(20) / 10.0);
    }
    if (chance()) {
      body.put("seed", random.nextLong());
    }
    if (chance()) {
      body.put("logit_bias", object("50256", -100, "11", 5, "7", 1));
    }
    if (chance()) {
      body.put("stop", List.of("END", "###"));
    }
    if (chance()) {
      body.put("reasoning_effort", one(List.of("low", "medium", "high")));
    }
    if (chance()) {
      body.put("user", "user-" + random.nextInt(9));
    }
    if (chance()) {
      body.put("stream", true);
    }
    List<Object> tools = new ArrayList<>();
    for (String name : NAMES) {
      tools.add(
          object(
              "type",
              "function",
              "function",
              object("name", name, "description", words(), "parameters", schema())));
    }
    body.put("tools", tools);
    if (chance()) {
      body.put("parallel_tool_calls", chance());
    }
    return body;
  }

  private List<Object> messages() {
    List<Object> messages = new ArrayList<>();
    messages.add(object("role", one(List.of("system", "developer")), "content", words()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      List<Object> asked = new ArrayList<>(List.of(text()));
      if (random.nextInt(6) == 0) {
        asked.add(
            object(
                "type", "image_url", "image_url", object("url", "data:image/png;base64," + PIXEL)));
      }
      messages.add(object("role", "user", "content", asked));
      String id = "call|" + random.nextInt(1_000);
      messages.add(
          object(
              "role",
              "assistant",
              "tool_calls",
              List.of(
                  object(
                      "id",
                      id,
                      "type",
                      "function",
                      "function",
                      object("name", one(NAMES), "arguments", JSON.writeValueAsString(arguments())),
                      "index",
                      0))));
      messages.add(object("role", "tool", "tool_call_id", id, "content", words()));
    }
    messages.add(object("role", "user", "content", words()));
    return messages;
  }
}
