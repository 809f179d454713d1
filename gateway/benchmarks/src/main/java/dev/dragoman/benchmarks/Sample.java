package dev.dragoman.benchmarks;

import dev.dragoman.protocol.json.JsonWriter;

/**
 * A request to convert, the same in content whatever its client speaks.
 *
 * @param turns questions, each with a call, its result and an answer when there are tools
 * @param tools how many are defined
 * @param words of each text
 * @param thinking whether the client asks for thought, and sends an earlier one back
 */
public record Sample(String name, int turns, int tools, int words, boolean thinking) {
  public static final Sample SMALL = new Sample("1 KB, plain", 3, 0, 14, false);
  public static final Sample WITH_TOOLS = new Sample("3 KB, thinking and tools", 1, 4, 30, true);
  public static final Sample LARGE =
      new Sample("1 MB, 100 messages, 60 tools, thinking", 25, 60, 680, true);

  /** The body as a client of Anthropic's Messages API sends it. */
  public byte[] anthropic(String model) {
    JsonWriter json = new JsonWriter().beginObject().field("model", model);
    anthropic(json);
    return json.endObject().bytes();
  }

  /** The body as a client of OpenAI's Chat Completions API sends it. */
  public byte[] openAiChat(String model) {
    JsonWriter json = new JsonWriter().beginObject().field("model", model);
    openAiChat(json);
    return json.endObject().bytes();
  }

  private String text(int seed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i % 12 == 11 ? "\n" : " ").append("word").append((seed * 31 + i) % 97);
    }
    return text.toString();
  }

  private void anthropic(JsonWriter json) {
    json.field("max_tokens", 16_000);
    json.field("system", text(0));
    if (thinking) {
      json.name("thinking").beginObject();
      json.field("type", "enabled").field("budget_tokens", 4_096).endObject();
    }
    if (tools > 0) {
      json.name("tools").beginArray();
      for (int i = 0; i < tools; i++) {
        json.beginObject().field("name", "tool_" + i).field("description", text(i));
        json.name("input_schema");
        schema(json);
        json.endObject();
      }
      json.endArray();
    }
    json.name("messages").beginArray();
    for (int turn = 0; turn < turns; turn++) {
      json.beginObject().field("role", "user").field("content", text(turn)).endObject();
      json.beginObject().field("role", "assistant").name("content").beginArray();
      if (thinking) {
        json.beginObject().field("type", "thinking").field("thinking", text(turn));
        json.field("signature", "c2lnbmVk").endObject();
      }
      json.beginObject().field("type", "text").field("text", text(turn)).endObject();
      if (tools > 0) {
        json.beginObject().field("type", "tool_use").field("id", "toolu_" + turn);
        json.field("name", "tool_" + turn % tools).name("input").beginObject();
        json.field("query", text(turn)).endObject().endObject();
      }
      json.endArray().endObject();
      if (tools > 0) {
        json.beginObject().field("role", "user").name("content").beginArray();
        json.beginObject().field("type", "tool_result").field("tool_use_id", "toolu_" + turn);
        json.field("content", text(turn)).endObject().endArray().endObject();
        json.beginObject().field("role", "assistant").field("content", text(turn)).endObject();
      }
    }
    json.beginObject().field("role", "user").field("content", text(turns)).endObject();
    json.endArray();
  }

  private void openAiChat(JsonWriter json) {
    json.field("max_completion_tokens", 16_000);
    if (thinking) {
      json.field("reasoning_effort", "medium");
    }
    if (tools > 0) {
      json.name("tools").beginArray();
      for (int i = 0; i < tools; i++) {
        json.beginObject().field("type", "function").name("function").beginObject();
        json.field("name", "tool_" + i).field("description", text(i)).name("parameters");
        schema(json);
        json.endObject().endObject();
      }
      json.endArray();
    }
    json.name("messages").beginArray();
    json.beginObject().field("role", "system").field("content", text(0)).endObject();
    for (int turn = 0; turn < turns; turn++) {
      json.beginObject().field("role", "user").field("content", text(turn)).endObject();
      json.beginObject().field("role", "assistant").field("content", text(turn));
      if (thinking) {
        json.field("reasoning_content", text(turn));
      }
      if (tools > 0) {
        json.name("tool_calls").beginArray().beginObject();
        json.field("id", "call_" + turn).field("type", "function").name("function");
        json.beginObject().field("name", "tool_" + turn % tools);
        json.field(
            "arguments",
            new JsonWriter().beginObject().field("query", text(turn)).endObject().text());
        json.endObject().endObject().endArray();
      }
      json.endObject();
      if (tools > 0) {
        json.beginObject().field("role", "tool").field("tool_call_id", "call_" + turn);
        json.field("content", text(turn)).endObject();
        json.beginObject().field("role", "assistant").field("content", text(turn)).endObject();
      }
    }
    json.beginObject().field("role", "user").field("content", text(turns)).endObject();
    json.endArray();
  }

  private static void schema(JsonWriter json) {
    json.beginObject().field("type", "object").name("properties").beginObject();
    json.name("query").beginObject().field("type", "string").endObject();
    json.name("limit").beginObject().field("type", "integer").endObject().endObject();
    json.name("required").beginArray().value("query").endArray().endObject();
  }
}
