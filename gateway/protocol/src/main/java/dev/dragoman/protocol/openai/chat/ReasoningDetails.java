package dev.dragoman.protocol.openai.chat;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.model.Provider;
import dev.dragoman.protocol.model.Signature;
import dev.dragoman.protocol.model.Signature.Placement;
import dev.dragoman.protocol.openai.LooseJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code reasoning_details}: what a model behind OpenRouter thought, with what its provider signed
 * or encrypted. It goes back as it came. In a stream the pieces of a detail come one by one: text
 * and summary grow, of everything else the last word counts. Source: "Preserving Reasoning Blocks"
 * on openrouter.ai/docs.
 */
final class ReasoningDetails {
  static final String FIELD = "reasoning_details";

  private static final List<String> GROWING = List.of("text", "summary");

  private final Map<String, Detail> details = new LinkedHashMap<>();

  /** A detail so far. */
  private static final class Detail {
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Map<String, JsonText> fields = new LinkedHashMap<>();

    void add(LooseJson piece) {
      piece.rest(Set.copyOf(GROWING)).forEach(fields::put);
      for (String name : GROWING) {
        String text = piece.get(name).string();
        if (text != null) {
          texts.computeIfAbsent(name, _ -> new StringBuilder()).append(text);
        }
      }
    }

    void write(JsonWriter json) {
      json.beginObject();
      fields.forEach(json::field);
      texts.forEach((name, text) -> json.field(name, text.toString()));
      json.endObject();
    }
  }

  /** The state of a whole answer, null when it has none. */
  static @Nullable Signature of(LooseJson message) {
    LooseJson all = message.get(FIELD);
    return all.items().isEmpty() ? null : signature(all.source().text());
  }

  private static Signature signature(String details) {
    return new Signature(Provider.OPENROUTER, "", details, Placement.THINKING);
  }

  /** Takes the pieces of one event; whether there were any. */
  boolean add(LooseJson delta) {
    List<LooseJson> pieces = delta.get(FIELD).items();
    for (LooseJson piece : pieces) {
      String which = piece.get("type").text() + " " + piece.get("index").source().text();
      details.computeIfAbsent(which, _ -> new Detail()).add(piece);
    }
    return !pieces.isEmpty();
  }

  /** The state of what was thought since it was last asked for, null when there is none. */
  @Nullable Signature taken() {
    if (details.isEmpty()) {
      return null;
    }
    JsonWriter json = new JsonWriter().beginArray();
    details.values().forEach(detail -> detail.write(json));
    details.clear();
    return signature(json.endArray().text());
  }

  /** Writes the field with the states of a turn, nothing where there are none. */
  static void write(JsonWriter json, List<Signature> states) {
    List<JsonText> all = new ArrayList<>();
    for (Signature state : states) {
      if (JsonReader.parse(state.value()) instanceof JsonArray array) {
        for (int i = 0; i < array.size(); i++) {
          all.add(array.get(i).source());
        }
      }
    }
    if (!all.isEmpty()) {
      json.beginArray(FIELD);
      all.forEach(json::value);
      json.endArray();
    }
  }
}
