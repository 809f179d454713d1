package dev.dragoman.protocol.openai.responses;

import dev.dragoman.protocol.codec.ReplyContext;
import dev.dragoman.protocol.json.JsonScan;
import dev.dragoman.protocol.json.JsonSyntaxException;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an answer repeats of its request, as the client spelled it, and OpenAI's defaults of what
 * the client left out: typed clients demand these members of every answer. Immutable.
 */
final class AskedFields {
  private static final JsonText NULL = new JsonText("null");

  private static final Map<String, JsonText> DEFAULTS = defaults();

  private static final String[] NAMES = DEFAULTS.keySet().toArray(String[]::new);

  private final Map<String, JsonText> fields;
  private final ToolNamespaces namespaces;

  private AskedFields(Map<String, JsonText> fields, ToolNamespaces namespaces) {
    this.fields = fields;
    this.namespaces = namespaces;
  }

  private static Map<String, JsonText> defaults() {
    Map<String, JsonText> defaults = new LinkedHashMap<>();
    defaults.put("instructions", NULL);
    defaults.put("max_output_tokens", NULL);
    defaults.put("max_tool_calls", NULL);
    defaults.put("parallel_tool_calls", new JsonText("true"));
    defaults.put("prompt_cache_key", NULL);
    defaults.put("reasoning", new JsonText("{\"effort\":null,\"summary\":null}"));
    defaults.put("safety_identifier", NULL);
    defaults.put("temperature", new JsonText("1.0"));
    defaults.put("text", new JsonText("{\"format\":{\"type\":\"text\"}}"));
    defaults.put("tool_choice", JsonText.ofString("auto"));
    defaults.put("tools", new JsonText("[]"));
    defaults.put("top_p", new JsonText("1.0"));
    defaults.put("truncation", JsonText.ofString("disabled"));
    defaults.put("user", NULL);
    defaults.put("metadata", JsonText.EMPTY_OBJECT);
    return defaults;
  }

  static AskedFields of(ReplyContext context) {
    if (context.asked() == null) {
      return new AskedFields(DEFAULTS, ToolNamespaces.of(null));
    }
    try {
      JsonScan scan = JsonScan.of(context.asked().body(), NAMES);
      Map<String, JsonText> fields = new LinkedHashMap<>(DEFAULTS);
      for (String name : NAMES) {
        JsonValue asked = scan.value(name);
        if (asked != null && !(asked instanceof JsonNull)) {
          fields.put(name, asked.source());
        }
      }
      return new AskedFields(fields, ToolNamespaces.of(scan.value("tools")));
    } catch (JsonSyntaxException twice) {
      // A member that the body holds twice: which of them was meant is not said.
      return new AskedFields(DEFAULTS, ToolNamespaces.of(null));
    }
  }

  void write(JsonWriter json) {
    fields.forEach(json::field);
  }

  ToolNamespaces.Qualified split(String toolName) {
    return namespaces.split(toolName);
  }
}
