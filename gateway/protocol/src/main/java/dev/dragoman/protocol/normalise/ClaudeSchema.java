package dev.dragoman.protocol.normalise;

import dev.dragoman.protocol.json.JsonReader;
import dev.dragoman.protocol.json.JsonText;
import dev.dragoman.protocol.json.JsonValue;
import dev.dragoman.protocol.json.JsonValue.JsonArray;
import dev.dragoman.protocol.json.JsonValue.JsonBoolean;
import dev.dragoman.protocol.json.JsonValue.JsonObject;
import dev.dragoman.protocol.json.JsonValue.JsonString;
import dev.dragoman.protocol.json.JsonWriter;
import dev.dragoman.protocol.normalise.OutputPlan.NativeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON Schema → the part of it that Claude models are held to, on Anthropic and on Bedrock. Objects
 * with properties are closed; constraints that are not taken are told in the description instead;
 * {@code oneOf} becomes {@code anyOf}. Maps, open objects, recursion and references out of the
 * schema have no form. Source: platform.claude.com, structured outputs, "JSON Schema limitations";
 * veryfront-code#3918, graphiti#1751.
 */
public final class ClaudeSchema {
  /** Keywords that narrow a value without giving it form. */
  private static final Set<String> CONSTRAINTS =
      Set.of(
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "minLength",
          "maxLength",
          "maxItems",
          "uniqueItems",
          "contains",
          "minContains",
          "maxContains",
          "minProperties",
          "maxProperties",
          "propertyNames",
          "dependentRequired",
          "not",
          "if",
          "then",
          "else");

  /** One of these says what a value looks like. */
  private static final Set<String> FORMS =
      Set.of("type", "anyOf", "oneOf", "allOf", "$ref", "enum", "const");

  private static final Set<String> WITHOUT_FORM =
      Set.of(
          "patternProperties",
          "unevaluatedProperties",
          "unevaluatedItems",
          "prefixItems",
          "dependentSchemas",
          "$dynamicRef");

  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "time",
          "date",
          "duration",
          "email",
          "hostname",
          "uri",
          "ipv4",
          "ipv6",
          "uuid");

  private static final Set<String> NAMED_SCHEMAS = Set.of("properties", "$defs", "definitions");
  private static final Set<String> SCHEMA_LISTS = Set.of("anyOf", "oneOf", "allOf");

  /** Backreferences, look-around and word boundaries. */
  private static final Pattern HARD_PATTERN = Pattern.compile("\\\\[1-9bBk]|\\(\\?[=!<]");

  private final JsonWriter out = new JsonWriter();
  private final Set<String> moved = new TreeSet<>();
  private boolean formless;

  private ClaudeSchema() {}

  /** The schema for Claude, null when it has none and another way has to be found. */
  public static @Nullable NativeSchema of(JsonText schema) {
    if (!(JsonReader.tryParse(schema.text()) instanceof JsonObject root)
        || FORMS.stream().allMatch(name -> root.get(name) == null)
        || !new SchemaReferences(root).areFinite()) {
      return null;
    }
    ClaudeSchema converted = new ClaudeSchema();
    converted.schema(root);
    JsonText text = new JsonText(converted.out.text());
    if (converted.formless) {
      return null;
    }
    return new NativeSchema(
        text,
        converted.moved.isEmpty()
            ? null
            : "asked for in descriptions only: " + String.join(", ", converted.moved));
  }

  private void schema(JsonValue value) {
    if (!(value instanceof JsonObject schema)) {
      // true and false: anything and nothing.
      formless = true;
      out.value(value.source());
      return;
    }
    formless |= isOpen(schema) || (schema.get("anyOf") != null && schema.get("oneOf") != null);
    List<String> constraints = new ArrayList<>();
    out.beginObject();
    for (int i = 0; i < schema.size(); i++) {
      String name = schema.name(i);
      if (isConstraint(name, schema.value(i))) {
        constraints.add(name + " " + schema.value(i).source().text());
        moved.add(name);
      } else if (!name.equals("description")) {
        keyword(name, schema.value(i));
      }
    }
    description(schema, constraints);
    if (schema.get("properties") != null && schema.get("additionalProperties") == null) {
      out.field("additionalProperties", false);
    }
    out.endObject();
  }

  /** Objects that may hold more than their schema names. */
  private static boolean isOpen(JsonObject schema) {
    JsonValue others = schema.get("additionalProperties");
    boolean closed = others instanceof JsonBoolean(boolean allowed) && !allowed;
    boolean object = isObject(schema.get("type"));
    return others == null ? object && schema.get("properties") == null : !closed;
  }

  private static boolean isObject(@Nullable JsonValue type) {
    if (type instanceof JsonArray several) {
      for (int i = 0; i < several.size(); i++) {
        if (isObject(several.get(i))) {
          return true;
        }
      }
    }
    return type instanceof JsonString(String name) && name.equals("object");
  }

  private static boolean isConstraint(String name, JsonValue value) {
    return switch (name) {
      case "minItems" -> !value.source().text().equals("0") && !value.source().text().equals("1");
      case "pattern" ->
          value instanceof JsonString(String pattern) && HARD_PATTERN.matcher(pattern).find();
      case "format" -> value instanceof JsonString(String format) && !FORMATS.contains(format);
      default -> CONSTRAINTS.contains(name);
    };
  }

  private void keyword(String name, JsonValue value) {
    if (name.equals("$schema") || name.equals("$id")) {
      return;
    }
    formless |= WITHOUT_FORM.contains(name) || (name.equals("enum") && !isFlat(value));
    if (NAMED_SCHEMAS.contains(name) && value instanceof JsonObject named) {
      out.beginObject(name);
      for (int i = 0; i < named.size(); i++) {
        out.name(named.name(i));
        schema(named.value(i));
      }
      out.endObject();
    } else if (SCHEMA_LISTS.contains(name) && value instanceof JsonArray list) {
      out.beginArray(name.equals("oneOf") ? "anyOf" : name);
      for (int i = 0; i < list.size(); i++) {
        schema(list.get(i));
      }
      out.endArray();
    } else if (name.equals("items")) {
      out.name(name);
      schema(value);
    } else {
      out.field(name, value.source());
    }
  }

  private static boolean isFlat(JsonValue values) {
    if (values instanceof JsonArray list) {
      for (int i = 0; i < list.size(); i++) {
        if (list.get(i) instanceof JsonObject || list.get(i) instanceof JsonArray) {
          return false;
        }
      }
    }
    return true;
  }

  private void description(JsonObject schema, List<String> constraints) {
    String given = schema.get("description") instanceof JsonString(String text) ? text : "";
    String told = constraints.isEmpty() ? "" : "Constraints: " + String.join(", ", constraints);
    String all = given.isEmpty() || told.isEmpty() ? given + told : given + "\n\n" + told;
    out.field("description", all.isEmpty() ? null : all);
  }
}
