package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonNull;
import dev.dragoman.protocol.json.JsonValue.JsonNumber;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema → the subset of it that OpenAPI 3.0 has and older models of Gemini take. References
 * are put in place, and one that leads back to itself becomes an object of any kind; a type that
 * may be null becomes {@code nullable}; {@code const} an enum of one, numbers in an enum strings,
 * {@code oneOf} an {@code anyOf}; the members of {@code allOf} are put together. Source: {@code
 * Schema} in the API reference on ai.google.dev; CLIProxyAPI#97, zed#44875, cline#7339. Single use.
 */
public final class OpenApiSchema {
  private static final Set<String> KEPT =
      Set.of(
          "title",
          "description",
          "nullable",
          "propertyOrdering",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "minLength",
          "maxLength",
          "pattern",
          "minimum",
          "maximum",
          "default",
          "example");

  /** Read by this class itself, or of no consequence for what a value looks like. */
  private static final Set<String> READ =
      Set.of(
          "type",
          "enum",
          "const",
          "items",
          "properties",
          "required",
          "anyOf",
          "oneOf",
          "allOf",
          "format",
          "$ref",
          "$schema",
          "$id",
          "$defs",
          "definitions",
          "$comment",
          "examples",
          "additionalProperties");

  private static final Set<String> FORMATS =
      Set.of("date-time", "enum", "int32", "int64", "float", "double");

  /** References that are put in place can multiply; beyond these all is an object of any kind. */
  private static final int MOST_SCHEMAS = 20_000;

  private final SchemaReferences references;
  private final JsonWriter out = new JsonWriter();
  private final Set<String> lost = new TreeSet<>();
  private int schemas;

  private OpenApiSchema(JsonObject root) {
    this.references = new SchemaReferences(root);
  }

  /** The schema of an answer, null for text that is no JSON object. */
  public static @Nullable NativeSchema of(JsonText schema) {
    if (!(JsonReader.tryParse(schema.text()) instanceof JsonObject root)) {
      return null;
    }
    OpenApiSchema converted = new OpenApiSchema(root);
    converted.schema(root, Set.of());
    return new NativeSchema(
        new JsonText(converted.out.text()),
        converted.lost.isEmpty() ? null : "left out: " + String.join(", ", converted.lost));
  }

  /** The schema of a function's arguments, which are an object. */
  public static JsonText ofObject(JsonObject root) {
    OpenApiSchema converted = new OpenApiSchema(root);
    converted.schema(root, Set.of());
    return new JsonText(converted.out.text());
  }

  /**
   * Writes one schema.
   *
   * @param followed references that led here
   */
  private void schema(JsonValue value, Set<String> followed) {
    if (++schemas > MOST_SCHEMAS) {
      out.beginObject().field("type", "OBJECT").endObject();
      return;
    }
    Set<String> deeper = new LinkedHashSet<>(followed);
    Map<String, JsonValue> keywords =
        value instanceof JsonObject given ? references.merged(given, deeper) : Map.of();
    out.beginObject();
    SchemaTypes types = SchemaTypes.of(keywords);
    List<JsonValue> choices = choices(keywords, types);
    if (types.only() != null) {
      out.field("type", types.only().toUpperCase(Locale.ROOT));
    } else if (choices.isEmpty()) {
      out.field("type", "OBJECT");
    }
    if (types.isNullable()) {
      out.field("nullable", true);
    }
    keywords.forEach((name, keyword) -> kept(name, keyword, types));
    enumeration(keywords);
    choices(choices, deeper);
    properties(keywords, deeper);
    if ("array".equals(types.only())) {
      out.name("items");
      JsonValue items = keywords.get("items");
      if (items == null) {
        out.beginObject().field("type", "STRING").endObject();
      } else {
        schema(items, deeper);
      }
    }
    out.endObject();
  }

  private void kept(String name, JsonValue keyword, SchemaTypes types) {
    if (name.equals("format")) {
      boolean known =
          keyword instanceof JsonString(String format)
              && FORMATS.contains(format)
              && !(format.equals("date-time") && !"string".equals(types.only()));
      if (known) {
        out.field(name, keyword.source());
      } else {
        lost.add(name);
      }
    } else if (KEPT.contains(name)) {
      if (!name.equals("nullable")) {
        out.field(name, keyword.source());
      }
    } else if (!READ.contains(name)) {
      lost.add(name);
    }
  }

  private void enumeration(Map<String, JsonValue> keywords) {
    if (!SchemaTypes.enumerates(keywords)) {
      return;
    }
    out.beginArray("enum");
    if (keywords.get("enum") instanceof JsonArray values) {
      for (int i = 0; i < values.size(); i++) {
        member(values.get(i));
      }
    } else {
      JsonValue only = keywords.get("const");
      if (only != null) {
        member(only);
      }
    }
    out.endArray();
  }

  /** Enums are of strings here. */
  private void member(JsonValue value) {
    switch (value) {
      case JsonString(String text) -> out.value(text);
      case JsonNull _ -> {}
      case JsonNumber _, JsonBoolean _, JsonArray _, JsonObject _ ->
          out.value(value.source().text());
    }
  }

  /** The schemas of which one has to fit, but for that of null. */
  private static List<JsonValue> choices(Map<String, JsonValue> keywords, SchemaTypes types) {
    List<JsonValue> choices = new ArrayList<>();
    for (String name : List.of("anyOf", "oneOf")) {
      if (keywords.get(name) instanceof JsonArray values) {
        for (int i = 0; i < values.size(); i++) {
          if (!SchemaTypes.isNull(values.get(i))) {
            choices.add(values.get(i));
          }
        }
      }
    }
    if (choices.isEmpty() && types.all().size() > 1) {
      types.all().forEach(type -> choices.add(ofType(type)));
    }
    return choices;
  }

  private static JsonValue ofType(String type) {
    return new JsonText(new JsonWriter().beginObject().field("type", type).endObject().text())
        .parse();
  }

  private void choices(List<JsonValue> choices, Set<String> followed) {
    if (choices.isEmpty()) {
      return;
    }
    out.beginArray("anyOf");
    choices.forEach(choice -> schema(choice, followed));
    out.endArray();
  }

  private void properties(Map<String, JsonValue> keywords, Set<String> followed) {
    if (!(keywords.get("properties") instanceof JsonObject properties)) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    out.beginObject("properties");
    for (int i = 0; i < properties.size(); i++) {
      if (names.add(properties.name(i))) {
        out.name(properties.name(i));
        schema(properties.value(i), followed);
      }
    }
    out.endObject();
    required(keywords, names);
  }

  /** Only what is a property may be required. */
  private void required(Map<String, JsonValue> keywords, Set<String> properties) {
    Set<String> names = new LinkedHashSet<>();
    if (keywords.get("required") instanceof JsonArray required) {
      for (int i = 0; i < required.size(); i++) {
        if (required.get(i) instanceof JsonString(String name) && properties.contains(name)) {
          names.add(name);
        }
      }
    }
    if (!names.isEmpty()) {
      out.beginArray("required");
      names.forEach(out::value);
      out.endArray();
    }
  }
}
