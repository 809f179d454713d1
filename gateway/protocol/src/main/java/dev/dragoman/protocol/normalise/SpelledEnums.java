package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.codec.SpelledValues;
import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.model.ToolDefinition.FunctionTool;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Which values {@link OpenApiSchema} lists as strings though they are none. Single use. */
public final class SpelledEnums {
  /** As many as {@link OpenApiSchema} writes, whose references can multiply too. */
  private static final int MOST_SCHEMAS = 20_000;

  private final SchemaReferences references;
  private int schemas;

  private SpelledEnums(JsonObject root) {
    this.references = new SchemaReferences(root);
  }

  /** By the client's name of a tool; of tools that have such values alone. */
  public static Map<String, SpelledValues> of(List<FunctionTool> tools) {
    Map<String, SpelledValues> spelled = new TreeMap<>();
    for (FunctionTool tool : tools) {
      JsonText schema = tool.inputSchema();
      if (schema != null && JsonReader.tryParse(schema.text()) instanceof JsonObject root) {
        SpelledValues values = new SpelledEnums(root).in(root, Set.of());
        if (values != null) {
          spelled.put(QualifiedNames.of(tool), values);
        }
      }
    }
    return spelled;
  }

  /**
   * The values of one schema, null for none.
   *
   * @param followed references that led here
   */
  private @Nullable SpelledValues in(JsonValue value, Set<String> followed) {
    if (++schemas > MOST_SCHEMAS || !(value instanceof JsonObject schema)) {
      return null;
    }
    Set<String> deeper = new LinkedHashSet<>(followed);
    Map<String, JsonValue> keywords = references.merged(schema, deeper);
    SpelledValues found = new SpelledValues(sources(keywords), Map.of(), null);
    if (keywords.get("properties") instanceof JsonObject members) {
      Map<String, SpelledValues> properties = new TreeMap<>();
      for (int i = 0; i < members.size(); i++) {
        SpelledValues inside = in(members.value(i), deeper);
        if (inside != null) {
          properties.put(members.name(i), inside);
        }
      }
      found = joined(found, new SpelledValues(Set.of(), properties, null));
    }
    JsonValue items = keywords.get("items");
    if (items != null) {
      found = joined(found, new SpelledValues(Set.of(), Map.of(), in(items, deeper)));
    }
    for (String choices : List.of("anyOf", "oneOf")) {
      if (keywords.get(choices) instanceof JsonArray several) {
        for (int i = 0; i < several.size(); i++) {
          SpelledValues choice = in(several.get(i), deeper);
          found = choice == null ? found : joined(found, choice);
        }
      }
    }
    boolean none =
        found.sources().isEmpty() && found.properties().isEmpty() && found.items() == null;
    return none ? null : found;
  }

  /** A value that is listed as a string as well may be either, and stays as the model says it. */
  private static Set<String> sources(Map<String, JsonValue> keywords) {
    Set<String> sources = new HashSet<>();
    Set<String> strings = new HashSet<>();
    if (keywords.get("enum") instanceof JsonArray values) {
      for (int i = 0; i < values.size(); i++) {
        listed(values.get(i), sources, strings);
      }
    } else {
      listed(keywords.get("const"), sources, strings);
    }
    sources.removeAll(strings);
    return sources;
  }

  private static void listed(@Nullable JsonValue value, Set<String> sources, Set<String> strings) {
    if (value instanceof JsonString(String text)) {
      strings.add(text);
    } else if (value != null && !(value instanceof JsonNull)) {
      sources.add(value.source().text());
    }
  }

  private static SpelledValues joined(SpelledValues one, SpelledValues other) {
    Set<String> sources = new HashSet<>(one.sources());
    sources.addAll(other.sources());
    Map<String, SpelledValues> properties = new TreeMap<>(one.properties());
    other
        .properties()
        .forEach((name, values) -> properties.merge(name, values, SpelledEnums::joined));
    SpelledValues items = one.items();
    SpelledValues others = other.items();
    return new SpelledValues(
        sources,
        properties,
        items == null ? others : others == null ? items : joined(items, others));
  }
}
